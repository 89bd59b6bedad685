// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.decisioning.event.Decision;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static dev.sluice.cli.backtest.Replays.decision;
import static dev.sluice.decisioning.event.DecisionSource.DEEP;
import static dev.sluice.decisioning.event.DecisionSource.FIRST_PASS;
import static dev.sluice.decisioning.event.Outcome.CLEAR;
import static dev.sluice.decisioning.event.Outcome.FLAG;
import static dev.sluice.decisioning.event.Outcome.REVIEW;
import static org.assertj.core.api.Assertions.assertThat;

class FiguresTest {

    private static final List<Decision> DECISIONS =
            List.of(
                    decision("a", 0.9, FLAG, FIRST_PASS, 0),
                    decision("b", 0.6, FLAG, DEEP, 4),
                    decision("c", 0.4, REVIEW, DEEP, 8),
                    decision("d", 0.1, CLEAR, FIRST_PASS, 0));

    private static final long[] STAKES = {100, 200, 300, 400};

    @Test
    void countsWhatWasSpentAndWhatItIsWorth() {
        // Bad: the first and the last of the ranking.
        Figures figures = Figures.of(DECISIONS, truth(true, false, false, true), Replays.COSTS);

        assertThat(figures.deep()).isEqualTo(2);
        assertThat(figures.escalatedShare()).isEqualTo(0.5);
        assertThat(figures.passes()).isEqualTo(12);
        assertThat(figures.meanPasses()).isEqualTo(6);
        // 2 of the 4 pairs are in order; precision 1 at the first bad one, 2 of 4 at the last.
        assertThat(figures.auc()).isEqualTo(0.5);
        assertThat(figures.ap()).isEqualTo(0.75);
        // One day; 2 of 100 places are found.
        assertThat(figures.cp100()).isEqualTo(0.02);
        // Missed: 50 + 400. Blocked in error: 20 + 20. One review: 8.
        assertThat(figures.money()).isEqualTo(new Money(498, 450, 40, 8, 1, 1, 1));
        assertThat(figures.outcomes()).isEqualTo(Map.of("CLEAR", 1, "FLAG", 2, "REVIEW", 1));
    }

    @Test
    void knowsNoRankingWithoutBadEvents() {
        Figures figures = Figures.of(DECISIONS, truth(false, false, false, false), Replays.COSTS);

        assertThat(figures.auc()).isNaN();
        assertThat(figures.ap()).isNaN();
        assertThat(figures.cp100()).isNaN();
        assertThat(figures.money().missed()).isZero();
    }

    private static Truth truth(boolean... bad) {
        return new Truth(bad, STAKES, new long[4], new long[] {0, 1, 2, 3});
    }
}
