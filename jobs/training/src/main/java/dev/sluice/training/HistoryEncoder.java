// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import java.util.Arrays;
import java.util.List;

/**
 * A history as one vector: every row is set against the judged one, encoded by the same small
 * layers, and pooled over the rows that exist.
 *
 * <p>Zaheer et al., "Deep Sets", 2017, with the judged row beside each element. Rows that are zero
 * in all channels do not exist; the judged row is the last one.
 */
final class HistoryEncoder {

    private static final int HIDDEN = 24;
    private static final int POOLED = 16;

    private final int rows;
    private final int channels;
    private final Scaling scaling;

    HistoryEncoder(int rows, int channels, Scaling scaling) {
        this.rows = rows;
        this.channels = channels;
        this.scaling = scaling.tiled(rows);
    }

    /** Number of columns of the vector. */
    int width() {
        return 2 * POOLED;
    }

    /** Floats of a history. */
    int contextWidth() {
        return rows * channels;
    }

    /** Rows of a history, the judged one included. */
    int rows() {
        return rows;
    }

    /** Columns of a row. */
    int channels() {
        return channels;
    }

    /** The judged row, scaled, {@code [N, channels]}. */
    Operand<TFloat32> judged(Ops tf, Operand<TFloat32> context) {
        return Layers.columns(tf, scaling.apply(tf, context), (rows - 1) * channels, channels);
    }

    /**
     * Encodes {@code [N, rows * channels]} as {@code [N, width()]}.
     *
     * @param name begin of the names of its weights
     */
    Operand<TFloat32> apply(Ops tf, Weights weights, String name, Operand<TFloat32> context) {
        Operand<TFloat32> exists = exists(tf, context);
        Operand<TFloat32> existing =
                tf.reshape(tf.sum(exists, tf.constant(1)), tf.constant(new int[] {-1, 1}));
        Operand<TFloat32> count = tf.math.maximum(existing, tf.constant(1f));
        Operand<TFloat32> scaled = scaling.apply(tf, context);
        Operand<TFloat32> judged =
                tf.slice(
                        scaled,
                        tf.constant(new int[] {0, (rows - 1) * channels}),
                        tf.constant(new int[] {-1, channels}));
        // One matrix for each row, one for what all rows of a record share: the same as a layer
        // over (row, row - judged, row - mean), at a third of the work.
        Operand<TFloat32> perElement =
                tf.linalg.matMul(
                        tf.reshape(scaled, tf.constant(new int[] {-1, channels})),
                        weights.kernel(name + "/element/kernel", channels, HIDDEN));
        Operand<TFloat32> hidden =
                tf.nn.relu(
                        tf.math.add(
                                tf.reshape(perElement, tf.constant(new int[] {-1, rows * HIDDEN})),
                                tf.linalg.matMul(
                                        tf.concat(
                                                List.of(
                                                        judged,
                                                        mean(tf, scaled, existing, count),
                                                        tf.onesLike(count)),
                                                tf.constant(1)),
                                        sharedKernel(tf, weights, name))));
        Operand<TFloat32> encoded =
                Layers.relu(
                        tf,
                        weights,
                        name + "/encoded",
                        tf.reshape(hidden, tf.constant(new int[] {-1, HIDDEN})),
                        HIDDEN,
                        POOLED);
        Operand<TFloat32> perRow =
                tf.math.mul(
                        tf.reshape(encoded, tf.constant(new int[] {-1, rows, POOLED})),
                        tf.reshape(exists, tf.constant(new int[] {-1, rows, 1})));
        return tf.concat(
                List.of(
                        tf.math.div(tf.sum(perRow, tf.constant(1)), count),
                        tf.max(perRow, tf.constant(1))),
                tf.constant(1));
    }

    /** The mean of the rows that exist, {@code [N, channels]}. */
    private Operand<TFloat32> mean(
            Ops tf, Operand<TFloat32> scaled, Operand<TFloat32> existing, Operand<TFloat32> count) {
        float[][] ofChannel = new float[rows * channels][channels];
        for (int i = 0; i < ofChannel.length; i++) {
            ofChannel[i][i % channels] = 1;
        }
        // a row that does not exist is known: its part is taken out of the sum of all rows
        Operand<TFloat32> missing =
                tf.math.mul(
                        tf.math.sub(tf.constant((float) rows), existing),
                        tf.constant(Arrays.copyOf(scaling.zero(), channels)));
        return tf.math.div(
                tf.math.sub(tf.linalg.matMul(scaled, tf.constant(ofChannel)), missing), count);
    }

    /**
     * What all rows of a record share, and how old each is, as one matrix over (judged, mean, 1):
     * {@code [2 * channels + 1, rows * HIDDEN]}. The same columns for each row, side by side, since
     * adding matrices of one shape is several times as fast as adding one of each record to all of
     * its rows; TensorFlow folds it into a constant when it serves.
     */
    private Operand<TFloat32> sharedKernel(Ops tf, Weights weights, String name) {
        Operand<TFloat32> kernel =
                tf.tile(
                        weights.kernel(name + "/shared/kernel", 2 * channels, HIDDEN),
                        tf.constant(new int[] {1, rows}));
        Operand<TFloat32> age =
                tf.linalg.matMul(
                        tf.constant(ages()), weights.kernel(name + "/age/kernel", 1, HIDDEN));
        Operand<TFloat32> constant = tf.math.add(age, weights.bias(name + "/shared/bias", HIDDEN));
        return tf.concat(
                List.of(kernel, tf.reshape(constant, tf.constant(new int[] {1, rows * HIDDEN}))),
                tf.constant(0));
    }

    /** 1 where a row exists, 0 where it does not: {@code [N, rows]}. */
    private Operand<TFloat32> exists(Ops tf, Operand<TFloat32> context) {
        float[][] ofRow = new float[rows * channels][rows];
        for (int i = 0; i < ofRow.length; i++) {
            ofRow[i][i / channels] = 1;
        }
        // a product, since reducing short dimensions is slow
        Operand<TFloat32> magnitude = tf.linalg.matMul(tf.math.abs(context), tf.constant(ofRow));
        return tf.math.minimum(
                tf.math.mul(magnitude, tf.constant(Float.MAX_VALUE)), tf.constant(1f));
    }

    /** How far back a row is, from 1 for the oldest place to 0 for the judged row. */
    private float[][] ages() {
        float[][] ages = new float[rows][1];
        for (int row = 0; row < rows; row++) {
            ages[row][0] = rows == 1 ? 0 : (float) (rows - 1 - row) / (rows - 1);
        }
        return ages;
    }
}
