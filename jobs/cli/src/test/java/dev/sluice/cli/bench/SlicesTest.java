// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SlicesTest {

    private static final long SLICE = 100_000_000L;

    @Test
    void theFirstQuarterOfTheSlicesDoesNotCount() {
        // two slow slices of a cold start, then six at 1000 events each
        Slices slices = slices(10, 10, 1000, 1000, 1000, 1000, 1000, 1000);

        assertThat(slices.counted()).isEqualTo(6);
        assertThat(slices.rate()).isCloseTo(10_000, within(1e-6));
    }

    @Test
    void theRateIsTheMedianSoThatOnePauseDoesNotMove() {
        Slices slices = slices(1000, 1000, 1000, 0, 1000);

        assertThat(slices.counted()).isEqualTo(4);
        assertThat(slices.rate()).isCloseTo(10_000, within(1e-6));
    }

    @Test
    void processorTimeIsCountedByEvent() {
        Slices slices = slices(1000, 1000, 1000, 1000);

        // half of each slice, for 1000 events
        assertThat(slices.cpuMicros()).isCloseTo(50, within(1e-9));
    }

    @Test
    void aRunOfOneSliceCountsWhole() {
        assertThat(slices(500).counted()).isEqualTo(1);
        assertThat(slices(500).rate()).isCloseTo(5_000, within(1e-6));
    }

    @Test
    void theOverallRateLeavesOutTheFirstQuarterOfTheEventsAndNotThePauses() {
        // a cold start, 1000 events, a pause, and a slow end
        Slices slices = slices(10, 990, 1000, 0, 1000, 500, 500);

        // 3000 events in the five slices after the first 1000
        assertThat(slices.overallRate()).isCloseTo(6_000, within(1e-6));
        assertThat(slices.overallCpuMicros()).isCloseTo(250_000.0 / 3000, within(1e-9));
    }

    @Test
    void aRunOfOneSliceHasAnOverallRateToo() {
        assertThat(slices(500).overallRate()).isCloseTo(5_000, within(1e-6));
    }

    private static Slices slices(long... events) {
        Slices.Marks marks = new Slices.Marks();
        long count = 0;
        marks.add(7, count, 3);
        for (int i = 0; i < events.length; i++) {
            count += events[i];
            marks.add(7 + (i + 1) * SLICE, count, 3 + (i + 1) * SLICE / 2);
        }
        return marks.slices();
    }
}
