// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LatenciesTest {

    private final Latencies latencies = new Latencies();

    @Test
    void confidentAndEscalatedDecisionsAreKeptApart() {
        for (int i = 1; i <= 1000; i++) {
            latencies.add(false, 0, i * 1000L);
        }
        latencies.add(true, 5_000, 255_000);

        LatencyFigures confident = latencies.confident();
        assertThat(confident.decisions()).isEqualTo(1000);
        assertThat(confident.p50()).isCloseTo(500, within(1.0));
        assertThat(confident.p99()).isCloseTo(990, within(1.0));
        assertThat(confident.p999()).isCloseTo(999, within(1.0));
        assertThat(latencies.escalated().p50()).isCloseTo(250, within(0.5));
    }

    @Test
    void aDecisionWithinTheMillisecondOfItsEventTookNoTime() {
        latencies.add(false, 1_000_700, 1_000_000);

        assertThat(latencies.confident().max()).isZero();
    }

    @Test
    void withoutDecisionsNothingIsKnown() {
        assertThat(latencies.escalated().decisions()).isZero();
        assertThat(latencies.escalated().p99()).isNaN();
    }
}
