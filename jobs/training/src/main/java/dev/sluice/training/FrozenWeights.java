// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import java.util.Map;

/** Trained weights as constants of a graph. */
final class FrozenWeights implements Weights {

    private final Ops tf;
    private final Map<String, float[]> values;

    FrozenWeights(Ops tf, Map<String, float[]> values) {
        this.tf = tf;
        this.values = values;
    }

    @Override
    public Operand<TFloat32> kernel(String name, int in, int out) {
        return constant(name, Shape.of(in, out));
    }

    @Override
    public Operand<TFloat32> bias(String name, int size) {
        return constant(name, Shape.of(size));
    }

    private Operand<TFloat32> constant(String name, Shape shape) {
        float[] value = values.get(name);
        if (value == null || value.length != shape.size()) {
            throw new IllegalStateException(
                    "Weight '"
                            + name
                            + "' has "
                            + (value == null ? "no values" : value.length + " values")
                            + "; expected "
                            + shape.size());
        }
        return tf.constant(shape, DataBuffers.of(value));
    }
}
