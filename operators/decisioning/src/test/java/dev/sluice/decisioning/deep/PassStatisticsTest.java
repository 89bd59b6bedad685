// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class PassStatisticsTest {

    @Test
    void agreesWithTheTwoPassFormulas() {
        long seed = 7;
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = random.doubles(1000).map(value -> 0.999 + value * 1e-3).toArray();
        PassStatistics statistics = new PassStatistics();
        double sum = 0;
        for (double value : values) {
            statistics.add(value);
            sum += value;
        }
        double mean = sum / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double variance = squares / (values.length - 1);

        assertThat(statistics.count()).isEqualTo(1000);
        assertThat(statistics.mean()).as("seed %d", seed).isCloseTo(mean, within(1e-12));
        assertThat(statistics.variance()).as("seed %d", seed).isCloseTo(variance, within(1e-15));
        assertThat(statistics.deviation()).isCloseTo(Math.sqrt(variance), within(1e-12));
        assertThat(statistics.standardError()).isCloseTo(Math.sqrt(variance / 1000), within(1e-12));
    }

    @Test
    void hasNoSpreadBeforeTheSecondValue() {
        PassStatistics statistics = new PassStatistics();
        assertThat(statistics.mean()).isZero();
        statistics.add(0.4);

        assertThat(statistics.mean()).isEqualTo(0.4);
        assertThat(statistics.variance()).isZero();
        assertThat(statistics.standardError()).isZero();
    }
}
