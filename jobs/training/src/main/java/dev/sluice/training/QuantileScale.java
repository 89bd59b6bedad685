// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Maps a value to the share of the fitted values below it, linearly between some quantiles, more of
 * them towards the tail. Above the highest fitted value it is 1.
 */
final class QuantileScale {

    private static final double[] LEVELS = {
        0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999, 0.9995, 0.9999, 1
    };

    private final float[] low;
    private final float[] inverseWidth;
    private final float[][] share;

    private QuantileScale(float[] low, float[] inverseWidth, float[][] share) {
        this.low = low;
        this.inverseWidth = inverseWidth;
        this.share = share;
    }

    /**
     * Fits values.
     *
     * @param values at least one
     */
    static QuantileScale fit(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        List<double[]> segments = new ArrayList<>();
        double from = sorted[0];
        double below = 0;
        for (double level : LEVELS) {
            float to = quantile(sorted, level);
            if (to > from) {
                segments.add(new double[] {from, to, level - below});
                from = to;
                below = level;
            }
        }
        // Equal values leave no segment, or a share that none of them carries: a step at the end.
        if (below < 1) {
            segments.add(new double[] {from, Math.nextUp((float) from), 1 - below});
        }
        int count = segments.size();
        float[] low = new float[count];
        float[] inverse = new float[count];
        float[][] share = new float[count][1];
        for (int i = 0; i < count; i++) {
            low[i] = (float) segments.get(i)[0];
            inverse[i] = (float) (1 / (segments.get(i)[1] - segments.get(i)[0]));
            share[i][0] = (float) segments.get(i)[2];
        }
        return new QuantileScale(low, inverse, share);
    }

    /** Maps {@code [N, 1]} to a vector in [0, 1]. */
    Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x) {
        Operand<TFloat32> position =
                tf.clipByValue(
                        tf.math.mul(tf.math.sub(x, tf.constant(low)), tf.constant(inverseWidth)),
                        tf.constant(0f),
                        tf.constant(1f));
        Operand<TFloat32> sum = tf.linalg.matMul(position, tf.constant(share));
        return Layers.vector(tf, tf.clipByValue(sum, tf.constant(0f), tf.constant(1f)));
    }

    private static float quantile(float[] sorted, double level) {
        double place = level * (sorted.length - 1);
        int index = (int) place;
        float value = sorted[index];
        return index + 1 < sorted.length
                ? (float) (value + (place - index) * (sorted[index + 1] - value))
                : value;
    }
}
