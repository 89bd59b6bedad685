// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import dev.sluice.inference.TensorSpec;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.internal.c_api.global.tensorflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The tensors that a signature is fed with in batches of one size, filled anew for each call; for
 * one thread at a time.
 *
 * <p>A session only reads what it is fed: it may write where nobody else holds the memory, and
 * these tensors are held.
 */
final class PaddedInputs implements AutoCloseable {

    private static final float[] ZEROS = new float[4096];

    private final int padded;
    private final List<Input> inputs = new ArrayList<>();
    private final PointerPointer<TF_Tensor> tensors;

    private record Input(TensorSpec spec, TF_Tensor tensor, FloatPointer values) {}

    PaddedInputs(int padded, List<TensorSpec> specs) {
        this.padded = padded;
        this.tensors = new PointerPointer<>(specs.size());
        for (int i = 0; i < specs.size(); i++) {
            TensorSpec spec = specs.get(i);
            TF_Tensor tensor =
                    TF_Tensor.allocateTensor(tensorflow.TF_FLOAT, shape(spec), bytes(padded, spec));
            inputs.add(new Input(spec, tensor, new FloatPointer(tensorflow.TF_TensorData(tensor))));
            tensors.put(i, tensor);
        }
    }

    /** Rows of a batch. */
    int padded() {
        return padded;
    }

    /** Copies rows, and zeros behind them. */
    void fill(int rows, Map<String, float[]> arrays) {
        for (Input input : inputs) {
            int width = input.spec.width();
            int used = rows * width;
            input.values.position(0).put(arrays.get(input.spec.name()), 0, used);
            for (int at = used; at < padded * width; at += ZEROS.length) {
                input.values
                        .position(at)
                        .put(ZEROS, 0, Math.min(ZEROS.length, padded * width - at));
            }
        }
    }

    /** The tensors, in the order of the specification. */
    PointerPointer<TF_Tensor> tensors() {
        return tensors;
    }

    @Override
    public void close() {
        inputs.forEach(input -> input.tensor.close());
        tensors.close();
    }

    private long[] shape(TensorSpec spec) {
        long[] sizes = new long[1 + spec.rowShape().size()];
        sizes[0] = padded;
        for (int i = 1; i < sizes.length; i++) {
            sizes[i] = spec.rowShape().get(i - 1);
        }
        return sizes;
    }

    private static long bytes(int rows, TensorSpec spec) {
        return (long) rows * spec.width() * Float.BYTES;
    }
}
