// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import dev.sluice.inference.InferenceException;
import dev.sluice.inference.SignatureSpec;
import dev.sluice.inference.TensorSpec;

import ai.djl.tensorflow.engine.SavedModelBundle;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Runs one signature on padded batches, with tensors that it keeps; for one thread at a time.
 *
 * <p>Native memory: the inputs of each padded size that was ever run.
 */
final class SignatureCall implements AutoCloseable {

    private final String name;
    private final SignatureSpec spec;
    private final SessionPorts ports;
    private final List<PaddedInputs> sizes = new ArrayList<>();

    /**
     * The call of a signature that {@link SignatureCheck} has found in the bundle.
     *
     * @throws IllegalStateException if the graph lacks what the signature names
     */
    SignatureCall(String name, SignatureSpec spec, SavedModelBundle bundle) {
        this.name = name;
        this.spec = spec;
        SignatureDef signature = bundle.getMetaGraphDef().getSignatureDefOrThrow(name);
        this.ports =
                new SessionPorts(
                        bundle,
                        tensors(spec.inputs(), signature::getInputsOrThrow),
                        tensors(spec.outputs(), signature::getOutputsOrThrow));
    }

    /**
     * Runs {@code rows} rows as a batch of {@code padded}.
     *
     * @throws IllegalArgumentException if an input is missing, unknown or too short
     * @throws InferenceException if the engine fails
     */
    Map<String, float[]> run(int rows, int padded, Map<String, float[]> arrays) {
        check(rows, arrays);
        PaddedInputs inputs = inputs(padded);
        inputs.fill(rows, arrays);
        try {
            ports.run(inputs.tensors());
            try {
                return outputs(rows, padded);
            } finally {
                ports.free();
            }
        } catch (RuntimeException e) {
            throw new InferenceException(
                    "Signature '" + name + "' failed on " + rows + " rows: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        ports.close();
        sizes.forEach(PaddedInputs::close);
    }

    private void check(int rows, Map<String, float[]> arrays) {
        if (arrays.size() != spec.inputs().size()) {
            throw new IllegalArgumentException(
                    "Signature '" + name + "' takes " + names() + "; given " + arrays.keySet());
        }
        for (TensorSpec input : spec.inputs()) {
            float[] values = arrays.get(input.name());
            if (values == null || values.length < rows * input.width()) {
                throw new IllegalArgumentException(
                        "Input '"
                                + input.name()
                                + "' of signature '"
                                + name
                                + "' has "
                                + (values == null ? "no values" : values.length + " floats")
                                + "; expected at least "
                                + rows * input.width()
                                + " for "
                                + rows
                                + " rows");
            }
        }
    }

    private Map<String, float[]> outputs(int rows, int padded) {
        List<TensorSpec> outputs = spec.outputs();
        Map<String, float[]> arrays = new HashMap<>();
        for (int i = 0; i < outputs.size(); i++) {
            TensorSpec output = outputs.get(i);
            float[] values = new float[rows * output.width()];
            ports.read(i, padded * output.width(), values);
            arrays.put(output.name(), values);
        }
        return arrays;
    }

    private PaddedInputs inputs(int padded) {
        for (PaddedInputs known : sizes) {
            if (known.padded() == padded) {
                return known;
            }
        }
        PaddedInputs inputs = new PaddedInputs(padded, spec.inputs());
        sizes.add(inputs);
        return inputs;
    }

    private static List<TensorInfo> tensors(
            List<TensorSpec> specs, Function<String, TensorInfo> graph) {
        return specs.stream().map(tensor -> graph.apply(tensor.name())).toList();
    }

    private List<String> names() {
        return spec.inputs().stream().map(TensorSpec::name).toList();
    }
}
