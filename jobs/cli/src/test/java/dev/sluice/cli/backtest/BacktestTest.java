// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.cli.report.Pages;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.gate.GateObjective;
import dev.sluice.testing.TestEvents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class BacktestTest {

    private static final NamedPolicy FIRST = new NamedPolicy("first", Replays.POLICY);
    private static final NamedPolicy SECOND =
            new NamedPolicy("second", Replays.with(TestEvents.gate(0.1, 0.99, 0.02), "policy-2"));
    private static final BacktestPage.Origin ORIGIN =
            new BacktestPage.Origin("Backtest <of> two", "./sluice backtest --policy 'a b'");

    @Test
    void reachesFromTheFirstPassAloneToDeepOnEverything() {
        BacktestResult result = withFrontiers();

        List<FrontierPoint> frontier = result.policies().get(0).frontier();

        assertThat(frontier.stream().map(FrontierPoint::budgetShare)).isEqualTo(Frontier.SHARES);
        assertThat(frontier.get(0).figures()).isEqualTo(result.firstPass());
        assertThat(frontier.get(7).figures().escalatedShare()).isEqualTo(1);
        for (FrontierPoint point : frontier) {
            assertThat(point.figures().escalatedShare()).isLessThanOrEqualTo(point.budgetShare());
        }
        assertThat(frontier.stream().mapToDouble(FrontierPoint::price).boxed())
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void fitsThePriceToTheValuesOfTheObjective() {
        // The values of a ranking gate are probabilities; novel records get a tenth of its budget.
        NamedPolicy ranking =
                new NamedPolicy(
                        "ranking",
                        Replays.with(
                                TestEvents.gate(0, 2, 0.1)
                                        .withObjective(GateObjective.RANKING, 0.5),
                                "ranking"));

        BacktestResult result = Replays.backtest(ranking).resultWithFrontiers(share -> {});

        // Probabilities are uniform in hundredths: 9 % of the events reach 0.91, and a bit below.
        FrontierPoint tenth = result.policies().get(0).frontier().get(5);
        assertThat(tenth.budgetShare()).isEqualTo(0.1);
        assertThat(tenth.price()).isBetween(0.895, 0.915);
    }

    @Test
    void chargesAllPoliciesByTheCostsOfTheFirst() {
        NamedPolicy dear = new NamedPolicy("dear", Replays.POLICY.withCosts(Replays.COSTS));

        BacktestResult result = Replays.backtest(FIRST, dear).result();
        BacktestResult alone = Replays.backtest(FIRST).result();

        assertThat(result.policies().get(0).figures()).isEqualTo(alone.policies().get(0).figures());
        Money money = result.policies().get(1).figures().money();
        assertThat(money.reviews())
                .isEqualTo(money.reviewedEvents() * Replays.POLICY.costs().review());
    }

    @Test
    void comparesTheFirstTwoPolicies() {
        Backtest backtest = Replays.backtest(FIRST, SECOND);
        BacktestResult result = backtest.result();

        DecisionDiff diff = result.diffs().get(0);

        assertThat(diff.first()).isEqualTo("first");
        assertThat(diff.second()).isEqualTo("second");
        assertThat(diff.different()).isPositive().isEqualTo(diff.rows().size());
        assertThat(diff.costDifference())
                .isCloseTo(
                        result.policies().get(1).figures().money().total()
                                - result.policies().get(0).figures().money().total(),
                        within(1e-6));
        assertThat(Replays.backtest(FIRST).result().diffs()).isEmpty();
    }

    @Test
    void countsEveryDecisionOfEveryPolicyOnce() {
        Backtest backtest = Replays.backtest(FIRST, SECOND);

        for (int i = 0; i < 2; i++) {
            PolicyResult policy = backtest.result().policies().get(i);
            assertThat(backtest.decisions(i)).hasSize(2_000);
            assertThat(policy.figures().deep())
                    .isEqualTo(
                            (int)
                                    backtest.decisions(i).stream()
                                            .filter(d -> d.source() == DecisionSource.DEEP)
                                            .count());
            assertThat(policy.reasons().stream().mapToInt(ReasonOutcomes::events).sum())
                    .isEqualTo(2_000);
            assertThat(policy.firstPassReliability().stream().mapToInt(ReliabilityBin::events))
                    .satisfies(
                            bins ->
                                    assertThat(bins.stream().mapToInt(n -> n).sum())
                                            .isEqualTo(2_000));
            assertThat(
                            policy.values().bins().stream()
                                    .mapToInt(bin -> bin.deep() + bin.firstPass())
                                    .sum())
                    .isEqualTo(2_000);
        }
    }

    @Test
    void givesTheSameBytesForTheSameInputs() throws Exception {
        ObjectMapper json = new ObjectMapper();

        assertThat(BacktestPage.of(withFrontiers(), ORIGIN))
                .isEqualTo(BacktestPage.of(withFrontiers(), ORIGIN));
        assertThat(json.writeValueAsString(withFrontiers()))
                .isEqualTo(json.writeValueAsString(withFrontiers()));
    }

    @Test
    void showsOnThePageTheNumbersOfTheJson() throws Exception {
        BacktestResult result = withFrontiers().withDiffRows(5);
        Document page = Pages.parse(BacktestPage.of(result, ORIGIN));
        Set<Double> shown = new HashSet<>(Pages.values(page));
        Set<Double> told = new HashSet<>();
        collect(new ObjectMapper().valueToTree(result), told);

        told.add(0.0);
        assertThat(told).containsAll(shown);
        for (PolicyResult policy : result.policies()) {
            for (FrontierPoint point : policy.frontier()) {
                assertThat(shown)
                        .contains(
                                point.price(),
                                point.figures().ap(),
                                point.figures().money().total());
            }
        }
    }

    @Test
    void drawsTwoFrontiersAndThreeChartsAPolicy() throws Exception {
        Document page = Pages.parse(BacktestPage.of(withFrontiers(), ORIGIN));

        assertThat(Pages.elements(page, "svg")).hasSize(2 + 2 * 3);
        assertThat(Pages.elements(page, "code").get(0).getTextContent())
                .isEqualTo(ORIGIN.commandLine());
        assertThat(Pages.elements(page, "h1").get(0).getTextContent()).isEqualTo(ORIGIN.title());
    }

    @Test
    void tellsTheTerminalWhatThePageTells() {
        assertThat(BacktestText.of(withFrontiers()))
                .contains("first pass alone", "operating point", "outcomes differ from first to");
        assertThat(BacktestText.of(Replays.backtest(FIRST).result()))
                .doesNotContain("frontier", "differ");
    }

    @Test
    void tellsWhatAlarmsFindWhereTheUseCaseHasAny() throws Exception {
        BacktestResult result = Replays.withAlarms(FIRST).resultWithFrontiers(share -> {});

        assertThat(result.alarms())
                .extracting(AlarmFigures::policy)
                .containsExactly("first pass alone", "first");
        assertThat(result.alarms().get(1).faults()).isEqualTo(2);
        assertThat(result.alarms().get(1).kinds())
                .extracting(AlarmFigures.Kind::kind)
                .containsExactly("spike", "stuck");
        assertThat(BacktestText.of(result)).contains("false per pump-day", "stuck");
        String page = BacktestPage.of(result, ORIGIN);
        assertThat(page).contains("Alarms", "pump-days");
        Set<Double> told = new HashSet<>(List.of(0.0));
        collect(new ObjectMapper().valueToTree(result), told);
        assertThat(told).containsAll(Pages.values(Pages.parse(page)));
    }

    @Test
    void saysNothingOfAlarmsWhereTheUseCaseHasNone() {
        BacktestResult result = withFrontiers();

        assertThat(result.alarms()).isEmpty();
        assertThat(BacktestText.of(result)).doesNotContain("alarms");
        assertThat(BacktestPage.of(result, ORIGIN)).doesNotContain("Alarms");
    }

    @Test
    void refusesToRunWithoutAPolicy() {
        assertThatThrownBy(Replays::backtest).hasMessageContaining("expected at least one");
    }

    private static BacktestResult withFrontiers() {
        return Replays.backtest(FIRST, SECOND).resultWithFrontiers(share -> {});
    }

    private static void collect(JsonNode node, Set<Double> numbers) {
        if (node.isNumber()) {
            numbers.add(node.asDouble());
        }
        node.forEach(child -> collect(child, numbers));
    }
}
