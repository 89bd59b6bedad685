// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Layers that networks are built from. */
final class Layers {

    private Layers() {}

    /** {@code relu(x W + b)}. */
    static Operand<TFloat32> relu(
            Ops tf, Weights weights, String name, Operand<TFloat32> x, int in, int out) {
        return tf.nn.relu(linear(tf, weights, name, x, in, out));
    }

    /** {@code x W + b}. */
    static Operand<TFloat32> linear(
            Ops tf, Weights weights, String name, Operand<TFloat32> x, int in, int out) {
        return tf.math.add(
                tf.linalg.matMul(x, weights.kernel(name + "/kernel", in, out)),
                weights.bias(name + "/bias", out));
    }

    /** Rows of one column as a vector. */
    static Operand<TFloat32> vector(Ops tf, Operand<TFloat32> column) {
        return tf.reshape(column, tf.constant(new int[] {-1}));
    }

    /** Mean binary cross entropy of columns, in the form that does not overflow. */
    static Operand<TFloat32> crossEntropy(
            Ops tf, Operand<TFloat32> logits, Operand<TFloat32> labels) {
        // max(z, 0) - z y + log(1 + exp(-|z|))
        Operand<TFloat32> loss =
                tf.math.add(
                        tf.math.sub(tf.nn.relu(logits), tf.math.mul(logits, labels)),
                        tf.math.log1p(tf.math.exp(tf.math.neg(tf.math.abs(logits)))));
        return tf.math.mean(vector(tf, loss), tf.constant(0));
    }
}
