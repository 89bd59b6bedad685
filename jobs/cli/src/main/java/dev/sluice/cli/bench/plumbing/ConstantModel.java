// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import dev.sluice.inference.Device;
import dev.sluice.inference.Manifest;
import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.SignatureSpec;
import dev.sluice.inference.TensorSpec;
import dev.sluice.stream.model.ModelProvider;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Says what a model of the same manifest could say, and always the same: calls cost nothing. */
final class ConstantModel implements ModelBackend {

    private static final float ANSWER = 0.01f;

    private final Manifest manifest;
    private final Device device;
    private final Map<String, Map<String, float[]>> answers = new HashMap<>();

    private ConstantModel(Manifest manifest, Device device) {
        this.manifest = manifest;
        this.device = device;
        manifest.signatures().forEach((name, spec) -> answers.put(name, answers(spec)));
    }

    /** A provider that opens a constant in place of a model. */
    static ModelProvider inPlaceOf(ModelProvider model) {
        return loader -> open(model, loader);
    }

    private static ConstantModel open(ModelProvider model, ClassLoader loader)
            throws ModelLoadException {
        try (ModelBackend real = model.open(loader)) {
            return new ConstantModel(real.manifest(), real.device());
        }
    }

    @Override
    public Manifest manifest() {
        return manifest;
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public Map<String, float[]> run(String signature, int rows, Map<String, float[]> inputs) {
        return answers.get(signature);
    }

    @Override
    public void close() {}

    private Map<String, float[]> answers(SignatureSpec signature) {
        Map<String, float[]> outputs = new HashMap<>();
        for (TensorSpec output : signature.outputs()) {
            float[] values = new float[manifest.maxRows() * output.width()];
            Arrays.fill(values, ANSWER);
            outputs.put(output.name(), values);
        }
        return outputs;
    }
}
