// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.isolation;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class OverrunsTest {

    private static final long DEADLINE = 250_000_000L;

    @Test
    void anOverrunIsAShareOfTheDeadline() {
        Overruns overruns = Overruns.of(new long[] {0, DEADLINE, DEADLINE * 11 / 10}, DEADLINE);

        assertThat(overruns.decisions()).isEqualTo(3);
        assertThat(overruns.p50()).isZero();
        assertThat(overruns.max()).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void oneLateDecisionOfAThousandShowsInTheMaximumOnly() {
        long[] times = new long[1000];
        times[500] = 2 * DEADLINE;

        Overruns overruns = Overruns.of(times, DEADLINE);

        assertThat(overruns.p999()).isEqualTo(-1);
        assertThat(overruns.max()).isEqualTo(1);
    }

    @Test
    void nothingDecidedIsNothingLate() {
        assertThat(Overruns.of(new long[0], DEADLINE)).isEqualTo(Overruns.NONE);
    }
}
