// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.cli.backtest.DecisionDiff.Change;
import dev.sluice.cli.backtest.DecisionDiff.Decided;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static dev.sluice.cli.backtest.Replays.decision;
import static dev.sluice.decisioning.event.DecisionSource.DEEP;
import static dev.sluice.decisioning.event.DecisionSource.FIRST_PASS;
import static dev.sluice.decisioning.event.Outcome.CLEAR;
import static dev.sluice.decisioning.event.Outcome.FLAG;
import static dev.sluice.decisioning.event.Outcome.REVIEW;
import static org.assertj.core.api.Assertions.assertThat;

class DecisionDiffTest {

    private static final Truth TRUTH =
            new Truth(
                    new boolean[] {true, false, true, false, false},
                    new long[] {100, 200, 300, 400, 500},
                    new long[5],
                    new long[] {0, 1, 2, 3, 4});

    private static final Decided BEFORE =
            new Decided(
                    "old",
                    List.of(
                            decision("a", 0.2, CLEAR, FIRST_PASS, 0),
                            decision("b", 0.8, FLAG, FIRST_PASS, 0),
                            decision("c", 0.2, CLEAR, FIRST_PASS, 0),
                            decision("d", 0.1, CLEAR, FIRST_PASS, 0),
                            decision("e", 0.1, CLEAR, FIRST_PASS, 0)));

    private static final Decided AFTER =
            new Decided(
                    "new",
                    List.of(
                            decision("a", 0.7, FLAG, DEEP, 4),
                            decision("b", 0.1, CLEAR, DEEP, 4),
                            decision("c", 0.7, FLAG, DEEP, 4),
                            decision("d", 0.3, REVIEW, DEEP, 4),
                            decision("e", 0.2, CLEAR, DEEP, 4)));

    private static final DecisionDiff DIFF = DecisionDiff.of(BEFORE, AFTER, TRUTH, Replays.COSTS);

    @TempDir Path folder;

    @Test
    void sumsTheChangesByPairOfOutcomes() {
        // a: -150, c: -350 (no longer missed); d: +8 (a review); b: -40 (no longer blocked).
        assertThat(DIFF.changes())
                .containsExactly(
                        new Change(CLEAR, REVIEW, 1, 0, 8),
                        new Change(CLEAR, FLAG, 2, 2, -500),
                        new Change(FLAG, CLEAR, 1, 0, -40));
        assertThat(DIFF.different()).isEqualTo(4);
        assertThat(DIFF.costDifference()).isEqualTo(-532);
    }

    @Test
    void beginsWithTheMostCostlyDifference() {
        assertThat(DIFF.rows().stream().map(DecisionDiff.Row::eventId))
                .containsExactly("c", "a", "b", "d");
        assertThat(DIFF.top(2).rows()).hasSize(2);
        assertThat(DIFF.top(2).different()).isEqualTo(4);
        assertThat(DIFF.top(100).rows()).hasSize(4);
    }

    @Test
    void findsNoDifferenceBetweenAPolicyAndItself() {
        DecisionDiff same = DecisionDiff.of(BEFORE, BEFORE, TRUTH, Replays.COSTS);

        assertThat(same.different()).isZero();
        assertThat(same.costDifference()).isZero();
        assertThat(same.changes()).isEmpty();
    }

    @Test
    void writesAllDifferencesAsCsv() throws Exception {
        DiffCsv.write(folder.resolve("new/diff.csv"), DIFF);

        List<String> lines = Files.readAllLines(folder.resolve("new/diff.csv"));
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).startsWith("event_id,event_time_ms,entity,stake,bad,");
        assertThat(lines.get(1))
                .startsWith("c,")
                .endsWith(",300,1,-350.0,CLEAR,0.2,FIRST_PASS,CONFIDENT,FLAG,0.7,DEEP,COSTLY");
    }
}
