// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class DecayedHistogramTest {

    private static final Bins BINS = new Bins(0, 10, 10);

    private final DecayedHistogram histogram = new DecayedHistogram();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anOlderValueCountsLessByTheDecay(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double decay = 0.9;
        double[] expected = new double[10];
        for (int i = 0; i < 5_000; i++) {
            int bin = random.nextInt(10);
            for (int other = 0; other < 10; other++) {
                expected[other] *= decay;
            }
            expected[bin]++;
            // of an age of one when the next comes
            histogram.add(BINS, bin + 0.5, decay);
        }
        for (int bin = 0; bin < 10; bin++) {
            assertThat(histogram.bins[bin] / histogram.weight * (1 / decay))
                    .as("bin %d, seed %d", bin, seed)
                    .isCloseTo(expected[bin], within(1e-3));
        }
        assertThat(histogram.count()).isCloseTo(decay / (1 - decay), within(0.01));
    }

    @Test
    void quantilesLieWithinTheirBin() {
        for (double value : new double[] {1.5, 2.5, 3.5, 4.5}) {
            histogram.add(BINS, value, 1);
        }
        assertThat(histogram.quantile(BINS, 0.25)).isEqualTo(2);
        assertThat(histogram.quantile(BINS, 0.375)).isEqualTo(2.5);
        assertThat(histogram.quantile(BINS, 1)).isEqualTo(5);
    }

    @Test
    void valuesOutsideCountIntoTheOuterBins() {
        histogram.add(BINS, -100, 1);
        histogram.add(BINS, 100, 1);
        assertThat(histogram.bins[0]).isEqualTo(1);
        assertThat(histogram.bins[9]).isEqualTo(1);
    }
}
