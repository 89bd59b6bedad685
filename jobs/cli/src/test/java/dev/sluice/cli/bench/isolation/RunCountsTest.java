// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.isolation;

import dev.sluice.decisioning.event.DecisionReason;

import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class RunCountsTest {

    @Test
    void everyEventDecidedOnceReconciles() {
        RunCounts counts =
                RunCounts.of(
                        new byte[] {1, 0, 1, 0},
                        new byte[] {0, 1, 0, 1},
                        1,
                        Map.of(DecisionReason.SHED, 1L));

        assertThat(counts.reconciled()).isTrue();
        assertThat(counts.firstPass()).isEqualTo(2);
        assertThat(counts.escalated()).isEqualTo(2);
    }

    @Test
    void oneLostAndOneDecidedTwiceDoNotMakeUpForEachOther() {
        RunCounts counts = RunCounts.of(new byte[] {1, 0, 1}, new byte[] {1, 0, 0}, 1, Map.of());

        assertThat(counts.reconciled()).isFalse();
        assertThat(counts.lost()).isEqualTo(1);
        assertThat(counts.twice()).isEqualTo(1);
    }

    @Test
    void roundsAddUpByReason() {
        RunCounts one =
                RunCounts.of(new byte[1], new byte[] {1}, 0, Map.of(DecisionReason.SHED, 1L));
        RunCounts other =
                RunCounts.of(new byte[1], new byte[] {1}, 0, Map.of(DecisionReason.DEADLINE, 1L));

        assertThat(one.plus(other).plus(one).fallbacks())
                .containsOnly(
                        Map.entry(DecisionReason.SHED, 2L), Map.entry(DecisionReason.DEADLINE, 1L));
        assertThat(RunCounts.NONE.plus(one)).isEqualTo(one);
    }
}
