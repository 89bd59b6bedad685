// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.series;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ThinnedSampleTest {

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @RepeatedTest(10)
    void quantilesAreExactAsLongAsAllValuesFit() {
        ThinnedSample sample = new ThinnedSample();
        double[] values = random.doubles(1 + random.nextInt(ThinnedSample.CAPACITY)).toArray();
        Arrays.stream(values).forEach(sample::add);
        Arrays.sort(values);
        for (double share : new double[] {0, 0.05, 0.5, 0.95, 1}) {
            assertThat(sample.quantile(share))
                    .as("share %s, seed %s", share, seed)
                    .isEqualTo(values[(int) (share * (values.length - 1))]);
        }
    }

    @RepeatedTest(5)
    void quantilesOfALongSeriesAreNearTheTrueOnes() {
        ThinnedSample sample = new ThinnedSample();
        for (int i = 0; i < 100_000; i++) {
            sample.add(random.nextDouble());
        }
        assertThat(sample.size).isBetween(ThinnedSample.CAPACITY / 2, ThinnedSample.CAPACITY);
        // 128 values: a share of a half has a standard deviation of 0.045
        assertThat(sample.quantile(0.5)).as("seed %s", seed).isCloseTo(0.5, within(0.2));
        assertThat(sample.quantile(0.95)).as("seed %s", seed).isCloseTo(0.95, within(0.1));
    }

    @Test
    void aPeriodOfTheSeriesDoesNotMeetTheStride() {
        ThinnedSample sample = new ThinnedSample();
        for (int i = 0; i < 1 << 16; i++) {
            sample.add(i % 64);
        }
        assertThat(Arrays.stream(sample.sorted, 0, sample.size).distinct().count())
                .isGreaterThan(32);
    }

    @Test
    void ranksCountEqualValuesHalf() {
        ThinnedSample sample = new ThinnedSample();
        assertThat(sample.rank(3)).isEqualTo(0.5);
        for (double value : new double[] {1, 2, 2, 3}) {
            sample.add(value);
        }
        assertThat(sample.rank(2)).isEqualTo(0.5);
        assertThat(sample.rank(0)).isZero();
        assertThat(sample.rank(9)).isEqualTo(1);
        assertThat(sample.share(2)).isEqualTo(0.25);
    }

    @Test
    void anEmptySampleHasNoQuantiles() {
        assertThatThrownBy(() -> new ThinnedSample().quantile(0.5))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("empty");
    }
}
