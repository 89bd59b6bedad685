// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import org.junit.jupiter.api.Test;

import java.util.List;

import static dev.sluice.cli.backtest.Replays.decision;
import static dev.sluice.decisioning.event.DecisionSource.DEEP;
import static dev.sluice.decisioning.event.DecisionSource.FIRST_PASS;
import static dev.sluice.decisioning.event.Outcome.CLEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ValueHistogramTest {

    @Test
    void countsEveryEventOnce() {
        // The value of these decisions is their probability.
        ValueHistogram histogram =
                ValueHistogram.of(
                        0.5,
                        List.of(
                                decision("a", 0, CLEAR, FIRST_PASS, 0),
                                decision("b", 0.01, CLEAR, FIRST_PASS, 0),
                                decision("c", 0.9, CLEAR, DEEP, 4),
                                decision("d", 1, CLEAR, DEEP, 4)));

        assertThat(histogram.price()).isEqualTo(0.5);
        assertThat(histogram.bins().stream().mapToInt(ValueHistogram.Bin::deep).sum()).isEqualTo(2);
        assertThat(histogram.bins().get(0).firstPass()).isEqualTo(2);
        assertThat(histogram.bins().get(0).from()).isEqualTo(0.01);
        assertThat(histogram.bins().get(23).to()).isCloseTo(1, within(1e-9));
        assertThat(histogram.bins().get(23).deep()).isEqualTo(2);
    }

    @Test
    void hasNoBinsIfNothingIsWorthALook() {
        assertThat(ValueHistogram.of(0, List.of(decision("a", 0, CLEAR, FIRST_PASS, 0))).bins())
                .isEmpty();
    }

    @Test
    void countsEqualValuesInOneBin() {
        ValueHistogram histogram =
                ValueHistogram.of(
                        0,
                        List.of(
                                decision("a", 0.5, CLEAR, FIRST_PASS, 0),
                                decision("b", 0.5, CLEAR, FIRST_PASS, 0)));

        assertThat(histogram.bins().get(0).firstPass()).isEqualTo(2);
    }
}
