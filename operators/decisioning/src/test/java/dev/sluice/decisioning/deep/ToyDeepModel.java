// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.inference.Device;
import dev.sluice.inference.Explanation;
import dev.sluice.inference.InferenceException;
import dev.sluice.inference.Manifest;
import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.ModelInputs;
import dev.sluice.inference.SignatureSpec;
import dev.sluice.inference.TensorSpec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A deep model whose state is (feature 0, feature 1) = (mean, scatter).
 *
 * <ul>
 *   <li>A pass is the mean plus the scatter times the noise of the mask.
 *   <li>A refinement halves the scatter; its answer is the mean plus what is left of it, and it
 *       halts with the chance that the scatter leaves.
 *   <li>Of a context in windows a refinement takes a tenth of the value of the window for the
 *       scatter.
 *   <li>The verifier gives the good explanation what is missing from a pass to 1, the first bad one
 *       the pass, the second bad one a tenth of it.
 *   <li>Assessments answer the mean for the first explanation, a tenth of it for the second, and
 *       the mean, moved towards certainty by each answer they see, for the verdict; evidence is the
 *       features themselves.
 * </ul>
 */
final class ToyDeepModel implements ModelBackend {

    static final String VERSION = "toy-1";
    static final int MASK_WIDTH = 16;
    static final List<Explanation> EXPLANATIONS =
            List.of(
                    new Explanation("good", "It is good.", "Is it good?"),
                    new Explanation("first", "It is the first.", "Is it the first?"),
                    new Explanation("second", "It is the second.", "Is it the second?"));

    private static final TensorSpec STATE = vector("state", 2);
    private static final TensorSpec FEATURES = vector("features", 2);
    private static final TensorSpec MASK = vector("mask", MASK_WIDTH);
    private static final TensorSpec PROBABILITY = scalar("probability");

    private final Manifest manifest;
    private final List<String> runs = new ArrayList<>();
    private final Set<Integer> failing = new TreeSet<>();
    private int failFrom = Integer.MAX_VALUE;

    ToyDeepModel(List<Integer> paddedSizes, Map<String, Double> metrics) {
        this(paddedSizes, metrics, 1, EXPLANATIONS, signatures());
    }

    private ToyDeepModel(
            List<Integer> paddedSizes,
            Map<String, Double> metrics,
            int windows,
            List<Explanation> explanations,
            Map<String, SignatureSpec> signatures) {
        this.manifest =
                new Manifest(
                        "deep",
                        VERSION,
                        new ModelInputs(
                                "fraud",
                                List.of("f0", "f1"),
                                List.of("c"),
                                3,
                                windows,
                                explanations),
                        signatures,
                        paddedSizes,
                        new Manifest.Training(Instant.EPOCH, Instant.EPOCH, 1, 1, metrics),
                        Map.of());
    }

    static ToyDeepModel ofDefaultSize() {
        return new ToyDeepModel(List.of(16, 64), Map.of());
    }

    /** One that was trained by somebody who knew no explanations. */
    static ToyDeepModel withoutExplanations() {
        Map<String, SignatureSpec> signatures = signatures();
        signatures.keySet().retainAll(Set.of("encode", "pass", "refine"));
        return new ToyDeepModel(List.of(16, 64), Map.of(), 1, List.of(), signatures);
    }

    /** One whose context is three windows of one row, of which a refinement reads one. */
    static ToyDeepModel withWindows() {
        Map<String, SignatureSpec> signatures = signatures();
        signatures.put(
                "refine",
                new SignatureSpec(
                        List.of(STATE, FEATURES, vector("context", 1)),
                        List.of(STATE, PROBABILITY, scalar("halt"))));
        return new ToyDeepModel(List.of(16, 64), Map.of(), 3, EXPLANATIONS, signatures);
    }

    /** Fails from this batch on, counted from 1. */
    ToyDeepModel failingFrom(int batch) {
        failFrom = batch;
        return this;
    }

    /** Fails in these batches, counted from 1. */
    ToyDeepModel failingIn(Integer... batches) {
        failing.addAll(List.of(batches));
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
        if (runs.size() >= failFrom || failing.contains(runs.size())) {
            throw new InferenceException("batch " + runs.size(), null);
        }
        return switch (signature) {
            case "encode" -> Map.of("state", inputs.get("features").clone());
            case "pass" ->
                    Map.of("probability", pass(rows, inputs.get("state"), inputs.get("mask")));
            case "refine" -> refine(rows, inputs.get("state"), inputs.get("context"));
            case "verify" -> verify(rows, inputs);
            default -> assess(signature, rows, inputs);
        };
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

    private static Map<String, float[]> refine(int rows, float[] states, float[] windows) {
        float[] next = new float[2 * rows];
        float[] probabilities = new float[rows];
        float[] halts = new float[rows];
        for (int i = 0; i < rows; i++) {
            next[2 * i] = states[2 * i];
            next[2 * i + 1] = windows == null ? states[2 * i + 1] / 2 : windows[i] / 10;
            probabilities[i] = clamp(next[2 * i] + next[2 * i + 1]);
            halts[i] = clamp(1 - Math.abs(next[2 * i + 1]));
        }
        return Map.of("state", next, "probability", probabilities, "halt", halts);
    }

    private static Map<String, float[]> verify(int rows, Map<String, float[]> inputs) {
        float[] scores = pass(rows, inputs.get("state"), inputs.get("mask"));
        float[] candidates = inputs.get("candidate");
        int width = EXPLANATIONS.size();
        for (int i = 0; i < rows; i++) {
            if (candidates[i * width] == 1) {
                scores[i] = 1 - scores[i];
            } else if (candidates[i * width + 2] == 1) {
                scores[i] /= 10;
            }
        }
        return Map.of("score", scores);
    }

    private static Map<String, float[]> assess(
            String signature, int rows, Map<String, float[]> inputs) {
        float[] answers = new float[rows];
        float[] probabilities = new float[rows];
        for (int i = 0; i < rows; i++) {
            float mean = inputs.get("state")[2 * i];
            float seen = inputs.get("answers")[4 * i] + inputs.get("answers")[4 * i + 2];
            float moved = (float) (mean < 0.5 ? mean / (1 + seen) : 1 - (1 - mean) / (1 + seen));
            probabilities[i] = moved;
            answers[i] =
                    switch (signature) {
                        case "assess_first" -> mean;
                        case "assess_second" -> mean / 10;
                        default -> moved;
                    };
        }
        return Map.of(
                "answer",
                answers,
                "probability",
                probabilities,
                "evidence",
                inputs.get("features").clone());
    }

    private static Map<String, SignatureSpec> signatures() {
        Map<String, SignatureSpec> signatures = new HashMap<>();
        signatures.put(
                "encode",
                new SignatureSpec(List.of(FEATURES, vector("context", 3)), List.of(STATE)));
        signatures.put("pass", new SignatureSpec(List.of(STATE, MASK), List.of(PROBABILITY)));
        signatures.put(
                "refine",
                new SignatureSpec(
                        List.of(STATE, FEATURES), List.of(STATE, PROBABILITY, scalar("halt"))));
        signatures.put(
                "verify",
                new SignatureSpec(
                        List.of(STATE, vector("candidate", EXPLANATIONS.size()), MASK),
                        List.of(scalar("score"))));
        for (String name : List.of("first", "second", "verdict")) {
            signatures.put(
                    "assess_" + name,
                    new SignatureSpec(
                            List.of(STATE, FEATURES, vector("answers", 4)),
                            List.of(scalar("answer"), PROBABILITY, vector("evidence", 2))));
        }
        return signatures;
    }

    private static float clamp(float value) {
        return Math.min(1, Math.max(0, value));
    }

    private static TensorSpec vector(String name, int width) {
        return new TensorSpec(name, List.of(width));
    }

    private static TensorSpec scalar(String name) {
        return new TensorSpec(name, List.of());
    }
}
