// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Two channels, three rows: what the graph makes of them, beside the same in plain Java. */
class HistoryEncoderTest {

    private static final int ROWS = 3;
    private static final int CHANNELS = 2;
    private static final int HIDDEN = 24;
    private static final int POOLED = 16;
    private static final float[] FULL = {0.5f, -1, 2, 0.25f, -0.75f, 1.5f};
    private static final float[] SHORT = {0, 0, 0, 0, -0.75f, 1.5f};

    private final Map<String, float[]> weights = weights();
    private final Scaling scaling =
            Scaling.fit(new float[] {0.5f, -1, 2, 0.25f, -0.75f, 1.5f, 1, 1}, CHANNELS);

    @Test
    void poolsALayerOverEachRowItsDistanceAndItsAge() throws Exception {
        assertThat(encoded(FULL)).containsExactly(expected(FULL, 0), within(1e-4f));
    }

    @Test
    void rowsThatDoNotExistCountForNothing() throws Exception {
        assertThat(encoded(SHORT)).containsExactly(expected(SHORT, 2), within(1e-4f));
    }

    @Test
    void anEmptyHistoryIsZero() throws Exception {
        assertThat(encoded(new float[ROWS * CHANNELS])).containsOnly(0f);
    }

    private float[] encoded(float[] history) throws Exception {
        HistoryEncoder encoder = new HistoryEncoder(ROWS, CHANNELS, scaling);
        return Graphs.run(
                ROWS * CHANNELS,
                history,
                (tf, x) -> encoder.apply(tf, new FrozenWeights(tf, weights), "h", x));
    }

    /** The encoding of a history whose first rows do not exist. */
    private float[] expected(float[] history, int missing) throws Exception {
        float[] scaled = Graphs.run(CHANNELS, history, scaling::apply);
        float[] mean = new float[CHANNELS];
        for (int row = missing; row < ROWS; row++) {
            for (int c = 0; c < CHANNELS; c++) {
                mean[c] += scaled[row * CHANNELS + c] / (ROWS - missing);
            }
        }
        float[] pooled = new float[2 * POOLED];
        for (int row = missing; row < ROWS; row++) {
            float[] encoded = encoded(scaled, mean, row);
            for (int i = 0; i < POOLED; i++) {
                pooled[i] += encoded[i] / (ROWS - missing);
                pooled[POOLED + i] = Math.max(pooled[POOLED + i], encoded[i]);
            }
        }
        return pooled;
    }

    private float[] encoded(float[] scaled, float[] mean, int row) {
        float[] hidden = new float[HIDDEN];
        for (int h = 0; h < HIDDEN; h++) {
            float age = (float) (ROWS - 1 - row) / (ROWS - 1);
            hidden[h] = weights.get("h/shared/bias")[h] + age * weights.get("h/age/kernel")[h];
            for (int c = 0; c < CHANNELS; c++) {
                float judged = scaled[(ROWS - 1) * CHANNELS + c];
                hidden[h] +=
                        scaled[row * CHANNELS + c] * weights.get("h/element/kernel")[c * HIDDEN + h]
                                + judged * weights.get("h/shared/kernel")[c * HIDDEN + h]
                                + mean[c]
                                        * weights.get("h/shared/kernel")[
                                                (CHANNELS + c) * HIDDEN + h];
            }
        }
        float[] encoded = new float[POOLED];
        for (int i = 0; i < POOLED; i++) {
            encoded[i] = weights.get("h/encoded/bias")[i];
            for (int h = 0; h < HIDDEN; h++) {
                encoded[i] +=
                        Math.max(0, hidden[h]) * weights.get("h/encoded/kernel")[h * POOLED + i];
            }
            encoded[i] = Math.max(0, encoded[i]);
        }
        return encoded;
    }

    private static Map<String, float[]> weights() {
        return Map.of(
                "h/element/kernel", random(CHANNELS * HIDDEN, 1),
                "h/shared/kernel", random(2 * CHANNELS * HIDDEN, 2),
                "h/shared/bias", random(HIDDEN, 3),
                "h/age/kernel", random(HIDDEN, 4),
                "h/encoded/kernel", random(HIDDEN * POOLED, 5),
                "h/encoded/bias", random(POOLED, 6));
    }

    private static float[] random(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (random.nextDouble() * 2 - 1);
        }
        return values;
    }
}
