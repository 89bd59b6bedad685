// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import dev.sluice.inference.InferenceException;
import dev.sluice.inference.SignatureSpec;
import dev.sluice.inference.TensorSpec;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs one signature on padded batches, with buffers that it keeps; for one thread at a time. */
final class SignatureCall {

    private final String name;
    private final SignatureSpec spec;
    private final Block block;
    private final NDManager manager;
    private final ParameterStore parameters;
    private final List<InputBuffer> inputs = new ArrayList<>();

    SignatureCall(String name, SignatureSpec spec, Block block, NDManager manager) {
        this.name = name;
        this.spec = spec;
        this.block = block;
        this.manager = manager;
        this.parameters = new ParameterStore(manager, false);
        // DJL takes the inputs of a signature in the order of their names.
        spec.inputs().stream()
                .sorted(Comparator.comparing(TensorSpec::name))
                .forEach(tensor -> inputs.add(new InputBuffer(tensor)));
    }

    /**
     * Runs {@code rows} rows as a batch of {@code padded}.
     *
     * @throws IllegalArgumentException if an input is missing, unknown or too short
     * @throws InferenceException if the engine fails
     */
    Map<String, float[]> run(int rows, int padded, Map<String, float[]> arrays) {
        if (arrays.size() != inputs.size()) {
            throw new IllegalArgumentException(
                    "Signature '" + name + "' takes " + names() + "; given " + arrays.keySet());
        }
        for (InputBuffer input : inputs) {
            float[] values = arrays.get(input.tensor.name());
            if (values == null || values.length < rows * input.width) {
                throw new IllegalArgumentException(
                        "Input '"
                                + input.tensor.name()
                                + "' of signature '"
                                + name
                                + "' has "
                                + (values == null ? "no values" : values.length + " floats")
                                + "; expected at least "
                                + rows * input.width
                                + " for "
                                + rows
                                + " rows");
            }
            input.fill(values, rows, padded);
        }
        try (NDManager scope = manager.newSubManager()) {
            NDList list = new NDList(inputs.size());
            for (InputBuffer input : inputs) {
                list.add(scope.create(input.bytes, input.shape, DataType.FLOAT32));
            }
            NDList results = block.forward(parameters, list, false);
            Map<String, float[]> outputs = new HashMap<>();
            for (NDArray result : results) {
                int width = spec.output(result.getName()).width();
                float[] values = new float[rows * width];
                result.toByteBuffer().asFloatBuffer().get(values);
                outputs.put(result.getName(), values);
            }
            return outputs;
        } catch (RuntimeException e) {
            throw new InferenceException(
                    "Signature '" + name + "' failed on " + rows + " rows: " + e.getMessage(), e);
        }
    }

    private List<String> names() {
        return inputs.stream().map(input -> input.tensor.name()).toList();
    }

    /**
     * Memory outside of the heap that one input is copied through, as large as it ever had to be.
     */
    private static final class InputBuffer {

        private static final float[] ZEROS = new float[4096];

        private final TensorSpec tensor;
        private final int width;
        private ByteBuffer bytes = ByteBuffer.allocateDirect(0);
        private FloatBuffer floats = bytes.asFloatBuffer();
        private Shape shape = new Shape();
        private int paddedRows;

        InputBuffer(TensorSpec tensor) {
            this.tensor = tensor;
            this.width = tensor.width();
        }

        void fill(float[] values, int rows, int padded) {
            if (padded != paddedRows) {
                resize(padded);
            }
            floats.clear();
            floats.put(values, 0, rows * width);
            for (int left = (padded - rows) * width; left > 0; left -= ZEROS.length) {
                floats.put(ZEROS, 0, Math.min(left, ZEROS.length));
            }
            bytes.position(0).limit(padded * width * Float.BYTES);
        }

        private void resize(int padded) {
            int needed = padded * width * Float.BYTES;
            if (bytes.capacity() < needed) {
                bytes = ByteBuffer.allocateDirect(needed).order(ByteOrder.nativeOrder());
                floats = bytes.asFloatBuffer();
            }
            bytes.clear();
            long[] sizes = new long[1 + tensor.rowShape().size()];
            sizes[0] = padded;
            for (int i = 1; i < sizes.length; i++) {
                sizes[i] = tensor.rowShape().get(i - 1);
            }
            shape = new Shape(sizes);
            paddedRows = padded;
        }
    }
}
