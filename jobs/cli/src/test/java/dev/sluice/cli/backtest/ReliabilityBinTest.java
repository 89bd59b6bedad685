// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ReliabilityBinTest {

    @Test
    void comparesMeanProbabilityWithTheShareOfBadEvents() {
        List<ReliabilityBin> bins =
                ReliabilityBin.of(
                        new double[] {0, 0.55, 0.5, 0.595, 1},
                        new boolean[] {false, true, false, true, true});

        assertThat(bins).hasSize(3);
        ReliabilityBin middle = bins.get(1);
        assertThat(middle.from()).isEqualTo(0.5);
        assertThat(middle.to()).isEqualTo(0.6);
        assertThat(middle.events()).isEqualTo(3);
        assertThat(middle.bad()).isEqualTo(2);
        assertThat(middle.predicted()).isCloseTo(0.548333, within(1e-6));
        assertThat(middle.observed()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(middle.low()).isLessThan(middle.observed());
        assertThat(middle.high()).isGreaterThan(middle.observed());
        assertThat(bins.get(0).events()).isEqualTo(1);
        assertThat(bins.get(2).observed()).isEqualTo(1);
    }

    @Test
    void isEmptyWithoutEvents() {
        assertThat(ReliabilityBin.of(new double[0], new boolean[0])).isEmpty();
    }
}
