// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import java.util.Arrays;

/**
 * Standard scaling of columns, of their signed logarithm where that is less skewed.
 *
 * <p>Fitted in Java, applied inside the graph. Values far outside of what was fitted are clipped,
 * so that no finite input gives an infinite result.
 */
final class Scaling {

    /** Standard deviations beyond which values are clipped. */
    private static final float LIMIT = 20;

    private final boolean[] log;
    private final float[] mean;
    private final float[] inverseDeviation;

    private Scaling(boolean[] log, float[] mean, float[] inverseDeviation) {
        this.log = log;
        this.mean = mean;
        this.inverseDeviation = inverseDeviation;
    }

    /**
     * Fits columns.
     *
     * @param values row-major {@code [rows * width]}
     * @param width number of columns
     */
    static Scaling fit(float[] values, int width) {
        boolean[] log = new boolean[width];
        float[] mean = new float[width];
        float[] inverse = new float[width];
        int rows = values.length / width;
        double[] plain = new double[rows];
        double[] logarithm = new double[rows];
        for (int column = 0; column < width; column++) {
            for (int row = 0; row < rows; row++) {
                double value = values[row * width + column];
                plain[row] = value;
                logarithm[row] = Math.signum(value) * Math.log1p(Math.abs(value));
            }
            Moments moments = Moments.of(plain);
            Moments ofLogarithm = Moments.of(logarithm);
            log[column] = Math.abs(ofLogarithm.skewness()) < Math.abs(moments.skewness());
            Moments chosen = log[column] ? ofLogarithm : moments;
            mean[column] = (float) chosen.mean();
            inverse[column] = chosen.deviation() > 0 ? (float) (1 / chosen.deviation()) : 0;
        }
        return new Scaling(log, mean, inverse);
    }

    /**
     * The rows that are not zero everywhere, for columns with padding.
     *
     * @param values row-major {@code [rows * width]}
     */
    static float[] withoutPadding(float[] values, int width) {
        float[] kept = new float[values.length];
        int length = 0;
        for (int from = 0; from < values.length; from += width) {
            boolean padding = true;
            for (int i = from; i < from + width; i++) {
                padding &= values[i] == 0;
            }
            if (!padding) {
                System.arraycopy(values, from, kept, length, width);
                length += width;
            }
        }
        return Arrays.copyOf(kept, length);
    }

    /**
     * The same columns over and over, side by side: long rows are scaled several times as fast as
     * short ones.
     */
    Scaling tiled(int times) {
        int width = mean.length;
        boolean[] tiledLog = new boolean[times * width];
        float[] tiledMean = new float[times * width];
        float[] tiledInverse = new float[times * width];
        for (int from = 0; from < times * width; from += width) {
            System.arraycopy(log, 0, tiledLog, from, width);
            System.arraycopy(mean, 0, tiledMean, from, width);
            System.arraycopy(inverseDeviation, 0, tiledInverse, from, width);
        }
        return new Scaling(tiledLog, tiledMean, tiledInverse);
    }

    /** What zeros are scaled to. */
    float[] zero() {
        float[] zero = new float[mean.length];
        for (int column = 0; column < zero.length; column++) {
            float scaled = (0 - mean[column]) * inverseDeviation[column];
            zero[column] = Math.min(LIMIT, Math.max(-LIMIT, scaled));
        }
        return zero;
    }

    /** Scales the last dimension. */
    Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x) {
        Operand<TFloat32> logarithm = tf.math.mul(tf.math.sign(x), tf.math.log1p(tf.math.abs(x)));
        Operand<TFloat32> unskewed = tf.select(tf.constant(log), logarithm, x);
        Operand<TFloat32> scaled =
                tf.math.mul(
                        tf.math.sub(unskewed, tf.constant(mean)), tf.constant(inverseDeviation));
        return tf.clipByValue(scaled, tf.constant(-LIMIT), tf.constant(LIMIT));
    }

    private record Moments(double mean, double deviation, double skewness) {

        static Moments of(double[] values) {
            double sum = 0;
            for (double value : values) {
                sum += value;
            }
            double mean = values.length == 0 ? 0 : sum / values.length;
            double second = 0;
            double third = 0;
            for (double value : values) {
                double d = value - mean;
                second += d * d;
                third += d * d * d;
            }
            double deviation = values.length == 0 ? 0 : Math.sqrt(second / values.length);
            // A column that is constant up to rounding tells nothing.
            if (deviation <= 1e-9 * Math.max(1, Math.abs(mean))) {
                return new Moments(mean, 0, 0);
            }
            return new Moments(
                    mean, deviation, third / values.length / (deviation * deviation * deviation));
        }
    }
}
