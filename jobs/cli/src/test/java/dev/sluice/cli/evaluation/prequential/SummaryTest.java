// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.prequential;

import dev.sluice.cli.evaluation.ProtocolReport;
import dev.sluice.cli.evaluation.gate.GatePoint;
import dev.sluice.cli.evaluation.strategy.StrategyRow;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SummaryTest {

    private static final List<List<ProtocolReport.Row>> FOLDS =
            List.of(
                    List.of(row("first-pass", 0.6), row("cascade", 0.66)),
                    List.of(row("first-pass", 0.8), row("cascade", 0.70)),
                    List.of(row("first-pass", 0.7), row("cascade", 0.68)));

    @Test
    void takesTheMeanOfEachFigureOfTheRowsOfAName() {
        List<ProtocolReport.Row> means = Summary.MEAN.rows(FOLDS);

        assertThat(means)
                .extracting(ProtocolReport.Row::name)
                .containsExactly("first-pass", "cascade");
        assertThat(means.get(0).ap()).isCloseTo(0.7, within(1e-12));
        assertThat(means.get(0).auc()).isCloseTo(0.8, within(1e-12));
        assertThat(means.get(0).cp100()).isCloseTo(0.35, within(1e-12));
        assertThat(means.get(0).escalatedShare()).isCloseTo(0.07, within(1e-12));
        assertThat(means.get(0).meanPasses()).isCloseTo(7, within(1e-12));
        assertThat(means.get(1).ap()).isCloseTo(0.68, within(1e-12));
    }

    @Test
    void takesTheDeviationOfASample() {
        List<ProtocolReport.Row> spreads = Summary.SPREAD.rows(FOLDS);

        assertThat(spreads.get(0).ap()).isCloseTo(0.1, within(1e-12));
        assertThat(spreads.get(1).ap()).isCloseTo(0.02, within(1e-12));
    }

    @Test
    void hasNoSpreadOfASingleRun() {
        assertThat(Summary.SPREAD.rows(FOLDS.subList(0, 1)))
                .allMatch(row -> row.auc() == 0 && row.ap() == 0 && row.cp100() == 0);
    }

    @Test
    void countsARowThatSomeFoldsLackOnlyWhereItIs() {
        List<ProtocolReport.Row> means =
                Summary.MEAN.rows(
                        List.of(
                                List.of(row("first-pass", 0.5)),
                                List.of(row("first-pass", 0.7), row("cascade", 0.9))));

        assertThat(means).extracting(ProtocolReport.Row::ap).containsExactly(0.6, 0.9);
    }

    @Test
    void summarisesWaysToThinkAndGatesLikewise() {
        StrategyRow cheap = new StrategyRow("single", "monte-carlo", "fixed", 1, 0.6, 1, 10, 12);
        StrategyRow dear = new StrategyRow("single", "monte-carlo", "fixed", 1, 0.7, 1, 20, 24);
        assertThat(Summary.MEAN.strategies(List.of(List.of(cheap), List.of(dear))))
                .singleElement()
                .satisfies(
                        row -> {
                            assertThat(row.strategy()).isEqualTo("monte-carlo");
                            assertThat(row.ap()).isCloseTo(0.65, within(1e-12));
                            assertThat(row.cost()).isEqualTo(15);
                            assertThat(row.micros()).isEqualTo(18);
                        });

        List<GatePoint> gates =
                List.of(
                        new GatePoint("cost", 0.05, 0.04, 0.6, 0.3, 900),
                        new GatePoint("ranking", 0.05, 0.05, 0.7, 0.3, 1_000));
        assertThat(Summary.MEAN.gates(List.of(gates, gates))).isEqualTo(gates);
    }

    private static ProtocolReport.Row row(String name, double ap) {
        return new ProtocolReport.Row(name, ap + 0.1, ap, ap / 2, ap / 10, 10 * ap);
    }
}
