// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.prequential;

import dev.sluice.cli.evaluation.ProtocolReport;
import dev.sluice.cli.evaluation.gate.GateFold;
import dev.sluice.cli.evaluation.gate.GatePoint;
import dev.sluice.cli.evaluation.strategy.StrategyRow;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

class FoldTrialTest {

    private static final List<Double> PROGRESS = new ArrayList<>();
    private static FoldTrial trial;

    @BeforeAll
    static void test() {
        trial = FoldTrial.of(Weeks.trained(3, OptionalDouble.of(12.5)), PROGRESS::add);
    }

    @Test
    void neverLooksDeepAtMoreEventsThanTheBudgetAllows() {
        ProtocolReport.Row cascade = row("cascade");

        assertThat(cascade.escalatedShare()).isPositive().isLessThanOrEqualTo(GateFold.SHARE);
        assertThat(trial.frontier())
                .hasSize(24)
                .allMatch(point -> point.escalatedShare() <= point.budget());
    }

    @Test
    void looksAtNothingAndAtEverythingForComparison() {
        assertThat(row("first-pass").escalatedShare()).isZero();
        assertThat(row("deep-on-all").escalatedShare()).isEqualTo(1);
    }

    @Test
    void measuresOneWeekWhateverTheWayToDecide() {
        FoldFigures figures = trial.figures();

        assertThat(figures.seed()).isEqualTo(3);
        assertThat(figures.trainingSeconds()).isEqualTo(12.5);
        assertThat(figures.train().rows()).isEqualTo(2_000);
        assertThat(figures.test().rows() + figures.removed().rows()).isEqualTo(2_000);
        assertThat(trial.ranked())
                .allSatisfy(
                        ranked -> {
                            assertThat(ranked.probability()).hasSize(figures.test().rows());
                            assertThat(ranked.bad()).isEqualTo(trial.ranked().get(0).bad());
                        });
    }

    @Test
    void agreesWithTheFrontierWhereBothHaveTheSameGate() {
        GatePoint point =
                trial.frontier().stream()
                        .filter(
                                p ->
                                        p.objective().equals("ranking")
                                                && p.budget() == GateFold.SHARE)
                        .findFirst()
                        .orElseThrow();

        assertThat(point.ap()).isEqualTo(row("cascade").ap());
        assertThat(point.escalatedShare()).isEqualTo(row("cascade").escalatedShare());
    }

    @Test
    void countsThePassesOfEachWayToThink() {
        var ways =
                trial.figures().strategies().stream()
                        .collect(Collectors.toMap(StrategyRow::name, Function.identity()));

        assertThat(ways.get("single").passes()).isEqualTo(1);
        assertThat(ways.get("monte-carlo@8").passes()).isEqualTo(8);
        assertThat(ways.get("monte-carlo").ap()).isEqualTo(row("deep-on-all").ap());
        assertThat(ways.get("monte-carlo").passes())
                .isEqualTo(row("deep-on-all").meanPasses())
                .isLessThan(32);
        assertThat(ways.values()).allMatch(way -> way.cost() > 0 && way.micros() >= way.cost());
    }

    @Test
    void decidesTheSameAgainWhateverTheLooksTookThen() {
        FoldTrial.Trained again = Weeks.trained(3, OptionalDouble.empty());
        GateFold gate = GateFold.of(again.fold(), again.history(), again.cascade());

        ProtocolReport.Row row =
                gate.week().row("cascade", gate.gated(FoldTrial.OBJECTIVE, GateFold.SHARE));

        assertThat(row).isEqualTo(row("cascade"));
    }

    @Test
    void tellsHowFarItIs() {
        assertThat(PROGRESS).isSorted().endsWith(1.0);
    }

    private ProtocolReport.Row row(String name) {
        return trial.figures().rows().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
