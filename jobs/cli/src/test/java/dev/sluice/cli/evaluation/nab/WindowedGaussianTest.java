// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.nab;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class WindowedGaussianTest {

    private static final int WINDOW = WindowedGaussian.WINDOW;
    private static final int STEP = WindowedGaussian.STEP;

    private final WindowedGaussian detector = new WindowedGaussian();

    @Test
    void firstReadingSaysNothing() {
        assertThat(scores(5)).containsExactly(0);
        assertThat(scores()).isEmpty();
    }

    @Test
    void scoresAreTailProbabilitiesOfWhatCameBefore() {
        // mean 2 and deviation 1 before the last: two deviations out, on either side
        assertThat(scores(1, 3, 4)[2]).isCloseTo(0.977249868052, within(1e-12));
        assertThat(scores(1, 3, 0)[2]).isCloseTo(0.977249868052, within(1e-12));
        assertThat(scores(1, 3, 2)[2]).isEqualTo(0.5);
    }

    @Test
    void afterAFlatLineEverythingElseIsOut() {
        double[] values = new double[50];
        Arrays.fill(values, 0.1);
        values[49] = 0.1001;
        double[] scores = scores(values);
        assertThat(Arrays.copyOfRange(scores, 1, 49)).containsOnly(0.5);
        assertThat(scores[49]).isEqualTo(1);
    }

    @Test
    void aFullWindowMovesByWholeSteps() {
        double[] values = new double[WINDOW + 2 * STEP + 1];
        Random random = new Random(5);
        Arrays.setAll(values, i -> (i < WINDOW ? 0 : 100) + random.nextGaussian());
        double[] scores = scores(values);
        // the readings of the first step are all far out; only then are they in the window
        assertThat(Arrays.copyOfRange(scores, WINDOW, WINDOW + STEP)).containsOnly(1);
        double[] window = Arrays.copyOfRange(values, STEP, WINDOW + STEP);
        double mean = Arrays.stream(window).average().orElseThrow();
        double deviation =
                Math.sqrt(
                        Arrays.stream(window)
                                .map(value -> (value - mean) * (value - mean))
                                .average()
                                .orElseThrow());
        assertThat((values[WINDOW + STEP] - mean) / deviation).isBetween(6.0, 7.0);
        assertThat(Arrays.stream(scores, WINDOW + STEP, WINDOW + 2 * STEP))
                .allMatch(score -> score > 0.999_999 && score < 1);
        assertThat(scores[WINDOW + 2 * STEP]).isLessThan(scores[WINDOW + STEP]);
    }

    @Test
    void aScoreIsTheSameWhetherTheSeriesEndsThereOrGoesOn() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        double[] values = random.doubles(WINDOW + 3 * STEP).toArray();
        double[] all = scores(values);
        for (int i = 0; i < 30; i++) {
            int end = 1 + random.nextInt(values.length);
            assertThat(scores(Arrays.copyOf(values, end)))
                    .as("seed %d, end %d", seed, end)
                    .isEqualTo(Arrays.copyOf(all, end));
        }
    }

    private double[] scores(double... values) {
        return detector.score(new long[values.length], values).scores();
    }
}
