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

    /** Encodes {@code [N, rows * channels]} as {@code [N, width()]}. */
    Operand<TFloat32> apply(Ops tf, Weights weights, Operand<TFloat32> context) {
        Operand<TFloat32> exists = exists(tf, context);
        Operand<TFloat32> existing = tf.sum(exists, tf.constant(1));
        Operand<TFloat32> count = tf.math.maximum(existing, tf.constant(1f));
        Operand<TFloat32> scaled =
                tf.reshape(scaling.apply(tf, context), tf.constant(new int[] {-1, rows, channels}));
        Operand<TFloat32> judged =
                tf.reshape(
                        tf.slice(
                                scaled,
                                tf.constant(new int[] {0, rows - 1, 0}),
                                tf.constant(new int[] {-1, 1, channels})),
                        tf.constant(new int[] {-1, channels}));
        // a row that does not exist is known: its part is taken out of the sum of all rows
        Operand<TFloat32> missing =
                tf.math.mul(
                        tf.math.sub(tf.constant((float) rows), existing),
                        tf.constant(Arrays.copyOf(scaling.zero(), channels)));
        Operand<TFloat32> mean =
                tf.math.div(tf.math.sub(tf.sum(scaled, tf.constant(1)), missing), count);
        // One matrix for each row, one for what all rows of a record share: the same as a layer
        // over
        // (row, row - judged, row - mean), at a third of the work.
        Operand<TFloat32> perElement =
                tf.linalg.matMul(
                        tf.reshape(scaled, tf.constant(new int[] {-1, channels})),
                        weights.kernel("element/kernel", channels, HIDDEN));
        Operand<TFloat32> shared =
                Layers.linear(
                        tf,
                        weights,
                        "shared",
                        tf.concat(List.of(judged, mean), tf.constant(1)),
                        2 * channels,
                        HIDDEN);
        Operand<TFloat32> age =
                tf.linalg.matMul(tf.constant(ages()), weights.kernel("age/kernel", 1, HIDDEN));
        Operand<TFloat32> hidden =
                tf.reshape(
                        tf.nn.relu(
                                tf.math.add(
                                        tf.math.add(
                                                tf.reshape(
                                                        perElement,
                                                        tf.constant(new int[] {-1, rows, HIDDEN})),
                                                age),
                                        tf.expandDims(shared, tf.constant(1)))),
                        tf.constant(new int[] {-1, HIDDEN}));
        Operand<TFloat32> encoded = Layers.relu(tf, weights, "encoded", hidden, HIDDEN, POOLED);
        Operand<TFloat32> perRow =
                tf.math.mul(tf.reshape(encoded, tf.constant(new int[] {-1, rows, POOLED})), exists);
        return tf.concat(
                List.of(
                        tf.math.div(tf.sum(perRow, tf.constant(1)), count),
                        tf.max(perRow, tf.constant(1))),
                tf.constant(1));
    }

    /** 1 where a row exists, 0 where it does not: {@code [N, rows, 1]}. */
    private Operand<TFloat32> exists(Ops tf, Operand<TFloat32> context) {
        float[][] ofRow = new float[rows * channels][rows];
        for (int i = 0; i < ofRow.length; i++) {
            ofRow[i][i / channels] = 1;
        }
        // a product, since reducing short dimensions is slow
        Operand<TFloat32> magnitude = tf.linalg.matMul(tf.math.abs(context), tf.constant(ofRow));
        return tf.reshape(
                tf.math.minimum(
                        tf.math.mul(magnitude, tf.constant(Float.MAX_VALUE)), tf.constant(1f)),
                tf.constant(new int[] {-1, rows, 1}));
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
