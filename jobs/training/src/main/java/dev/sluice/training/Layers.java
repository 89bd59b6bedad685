// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Layers that networks are built from. */
final class Layers {

    /** How much smaller than others a correction starts. */
    static final float SMALL = 0.1f;

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

    /** {@code x W + b}, small while it is new: what it is added to is right at first. */
    static Operand<TFloat32> correction(
            Ops tf, Weights weights, String name, Operand<TFloat32> x, int in, int out) {
        return tf.math.mul(linear(tf, weights, name, x, in, out), tf.constant(SMALL));
    }

    /** Room for rows of a width, {@code [N, width]}. */
    static Placeholder<TFloat32> placeholder(Ops tf, int width) {
        return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, width)));
    }

    /** One column of a matrix, {@code [N, 1]}. */
    static Operand<TFloat32> column(Ops tf, Operand<TFloat32> matrix, int column) {
        return columns(tf, matrix, column, 1);
    }

    /** Some columns of a matrix, {@code [N, count]}. */
    static Operand<TFloat32> columns(Ops tf, Operand<TFloat32> matrix, int from, int count) {
        return tf.slice(
                matrix, tf.constant(new int[] {0, from}), tf.constant(new int[] {-1, count}));
    }

    /** Logits {@code [N, 1]} as probabilities {@code [N]}. */
    static Operand<TFloat32> probability(Ops tf, Operand<TFloat32> logits) {
        return tf.math.sigmoid(vector(tf, logits));
    }

    /** The mean of a column. */
    static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> column) {
        return tf.math.mean(vector(tf, column), tf.constant(0));
    }

    /** Rows of one column as a vector. */
    static Operand<TFloat32> vector(Ops tf, Operand<TFloat32> column) {
        return tf.reshape(column, tf.constant(new int[] {-1}));
    }

    /** Mean binary cross entropy of columns. */
    static Operand<TFloat32> crossEntropy(
            Ops tf, Operand<TFloat32> logits, Operand<TFloat32> labels) {
        return mean(tf, crossEntropies(tf, logits, labels));
    }

    /** Binary cross entropy of each row of columns, in the form that does not overflow. */
    static Operand<TFloat32> crossEntropies(
            Ops tf, Operand<TFloat32> logits, Operand<TFloat32> labels) {
        // max(z, 0) - z y + log(1 + exp(-|z|))
        return tf.math.add(
                tf.math.sub(tf.nn.relu(logits), tf.math.mul(logits, labels)),
                tf.math.log1p(tf.math.exp(tf.math.neg(tf.math.abs(logits)))));
    }
}
