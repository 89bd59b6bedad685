// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Piecewise linear encoding of columns: one number for each range between two quantiles, how far a
 * value has come through it.
 *
 * <p>Lets a small network bend where trees would split. Gorishniy, Rubachev and Babenko, "On
 * Embeddings for Numerical Features in Tabular Deep Learning", 2022, section 3.2.
 */
final class Knots {

    private final int columns;
    private final int[] column;
    private final float[] low;
    private final float[] inverseWidth;

    private Knots(int columns, int[] column, float[] low, float[] inverseWidth) {
        this.columns = columns;
        this.column = column;
        this.low = low;
        this.inverseWidth = inverseWidth;
    }

    /**
     * Fits columns; one with few distinct values gets fewer ranges.
     *
     * @param values row-major {@code [rows * width]}
     * @param width number of columns
     * @param ranges most ranges a column
     */
    static Knots fit(float[] values, int width, int ranges) {
        int rows = values.length / width;
        List<Integer> columns = new ArrayList<>();
        List<float[]> ends = new ArrayList<>();
        float[] sorted = new float[rows];
        for (int c = 0; c < width; c++) {
            for (int row = 0; row < rows; row++) {
                sorted[row] = values[row * width + c];
            }
            Arrays.sort(sorted);
            float previous = sorted[0];
            for (int i = 1; i <= ranges; i++) {
                float next = sorted[(int) ((long) (rows - 1) * i / ranges)];
                if (next > previous) {
                    columns.add(c);
                    ends.add(new float[] {previous, next});
                    previous = next;
                }
            }
        }
        int[] column = new int[columns.size()];
        float[] low = new float[column.length];
        float[] inverse = new float[column.length];
        for (int i = 0; i < column.length; i++) {
            column[i] = columns.get(i);
            low[i] = ends.get(i)[0];
            inverse[i] = 1 / (ends.get(i)[1] - low[i]);
        }
        return new Knots(width, column, low, inverse);
    }

    /** Number of columns of the encoding. */
    int width() {
        return column.length;
    }

    /** Which column each part of the encoding belongs to: 1 in its place, {@code [width(), F]}. */
    float[][] owners(int features) {
        float[][] owners = new float[column.length][features];
        for (int i = 0; i < column.length; i++) {
            owners[i][column[i]] = 1;
        }
        return owners;
    }

    /** Encodes {@code [N, F]} as {@code [N, width()]}, each in [0, 1]. */
    Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x) {
        // a product with ones and zeros is exact, and several times as fast as gathering columns
        Operand<TFloat32> spread =
                tf.linalg.matMul(x, tf.constant(owners(columns)), MatMul.transposeB(true));
        Operand<TFloat32> position =
                tf.math.mul(tf.math.sub(spread, tf.constant(low)), tf.constant(inverseWidth));
        return tf.clipByValue(position, tf.constant(0f), tf.constant(1f));
    }
}
