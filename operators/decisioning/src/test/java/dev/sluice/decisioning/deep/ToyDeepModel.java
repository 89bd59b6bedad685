// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.inference.Device;
import dev.sluice.inference.InferenceException;
import dev.sluice.inference.Manifest;
import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.ModelInputs;
import dev.sluice.inference.SignatureSpec;
import dev.sluice.inference.TensorSpec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A deep model whose state is (feature 0, feature 1) and whose passes are feature 0 plus feature 1
 * times the noise of the mask.
 */
final class ToyDeepModel implements ModelBackend {

    static final String VERSION = "toy-1";
    static final int MASK_WIDTH = 16;

    private final Manifest manifest;
    private final List<String> runs = new ArrayList<>();
    private int failFrom = Integer.MAX_VALUE;

    ToyDeepModel(List<Integer> paddedSizes, Map<String, Double> metrics) {
        this.manifest =
                new Manifest(
                        "deep",
                        VERSION,
                        new ModelInputs("fraud", List.of("f0", "f1"), List.of("c"), 3, List.of()),
                        Map.of(
                                "encode",
                                new SignatureSpec(
                                        List.of(vector("features", 2), vector("context", 3)),
                                        List.of(vector("state", 2))),
                                "pass",
                                new SignatureSpec(
                                        List.of(vector("state", 2), vector("mask", MASK_WIDTH)),
                                        List.of(new TensorSpec("probability", List.of())))),
                        paddedSizes,
                        new Manifest.Training(Instant.EPOCH, Instant.EPOCH, 1, 1, metrics),
                        Map.of());
    }

    static ToyDeepModel ofDefaultSize() {
        return new ToyDeepModel(List.of(16, 64), Map.of());
    }

    /** Fails from this batch on, counted from 1. */
    ToyDeepModel failingFrom(int batch) {
        failFrom = batch;
        return this;
    }

    /** Signature and rows of each batch, such as {@code pass 16}. */
    List<String> runs() {
        return runs;
    }

    @Override
    public Manifest manifest() {
        return manifest;
    }

    @Override
    public Device device() {
        return new Device(Device.Kind.CPU, "toy");
    }

    @Override
    public Map<String, float[]> run(String signature, int rows, Map<String, float[]> inputs) {
        manifest.paddedRows(rows);
        runs.add(signature + " " + rows);
        if (runs.size() >= failFrom) {
            throw new InferenceException("batch " + runs.size(), null);
        }
        return signature.equals("encode")
                ? Map.of("state", inputs.get("features").clone())
                : Map.of("probability", pass(rows, inputs.get("state"), inputs.get("mask")));
    }

    @Override
    public void close() {}

    private static float[] pass(int rows, float[] states, float[] masks) {
        float[] probabilities = new float[rows];
        for (int i = 0; i < rows; i++) {
            float noise = 0;
            for (int j = 0; j < MASK_WIDTH; j++) {
                noise += masks[i * MASK_WIDTH + j] - 1;
            }
            float probability = states[2 * i] + states[2 * i + 1] * noise / MASK_WIDTH;
            // a value of 2 stays one: it stands for a model that lost its sigmoid
            probabilities[i] = states[2 * i] > 1 ? probability : clamp(probability);
        }
        return probabilities;
    }

    private static float clamp(float value) {
        return Math.min(1, Math.max(0, value));
    }

    private static TensorSpec vector(String name, int width) {
        return new TensorSpec(name, List.of(width));
    }
}
