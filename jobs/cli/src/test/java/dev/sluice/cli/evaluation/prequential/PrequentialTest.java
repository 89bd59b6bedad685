// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.prequential;

import dev.sluice.cli.bench.MachineFacts;
import dev.sluice.cli.evaluation.ProtocolReport;
import dev.sluice.cli.evaluation.gate.GatePoint;
import dev.sluice.cli.evaluation.strategy.StrategyRow;
import dev.sluice.cli.report.Pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class PrequentialTest {

    private static final MachineFacts MACHINE =
            new MachineFacts(2, "jvm", List.of("G1"), 4096, "os", "2.2.1", "cpu", "natives", 0.5);

    @Test
    void isTheMeanOverSeedsOfTheMeansOverFolds() {
        PrequentialReport report = report(Published.T2);

        assertThat(report.folds()).isEqualTo(2);
        assertThat(report.perFold()).hasSize(4);
        assertThat(report.rows())
                .extracting(ProtocolReport.Row::name)
                .containsExactly("first-pass");
        assertThat(report.rows().get(0).ap()).isCloseTo(0.65, within(1e-12));
        assertThat(report.strategies().get(0).ap()).isCloseTo(0.75, within(1e-12));
    }

    @Test
    void spreadsOverSeedsAndNotOverFolds() {
        // Means over folds: 0.60 of seed 1, 0.70 of seed 2.
        PrequentialReport.Spread spread = report(Published.T2).spread();

        assertThat(spread.rows().get(0).ap()).isCloseTo(Math.sqrt(0.005), within(1e-12));
        assertThat(spread.strategies().get(0).ap()).isCloseTo(Math.sqrt(0.005), within(1e-12));
    }

    @Test
    void drawsTheMeanCurveOfTheFolds() {
        List<PrequentialReport.Curve.Point> points = report(List.of()).curves().get(0).points();

        // In each fold a fraud comes first, the other one third: precision 1, then 2/3.
        assertThat(points).hasSize(50);
        assertThat(points.get(24)).isEqualTo(new PrequentialReport.Curve.Point(0.5, 1));
        assertThat(points.get(25).precision()).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(points.get(49).recall()).isEqualTo(1);
    }

    @Test
    void poolsTheEventsOfAllFoldsForTheirCalibration() {
        PrequentialReport.Calibration calibration = report(List.of()).calibration().get(0);

        assertThat(calibration.name()).isEqualTo("first-pass");
        assertThat(calibration.bins().stream().mapToInt(bin -> bin.events()).sum())
                .isEqualTo(4 * 4);
    }

    @Test
    void hasTheFieldsThatReadersOfTheJsonRelyOn() throws Exception {
        JsonNode json =
                new ObjectMapper()
                        .readTree(new ObjectMapper().writeValueAsString(report(Published.T2)));

        assertThat(json.get("protocol").asText()).isEqualTo("T2");
        assertThat(json.get("folds").asInt()).isEqualTo(2);
        assertThat(names(json.at("/rows/0")))
                .containsExactly("name", "auc", "ap", "cp100", "escalated_share", "mean_passes");
        assertThat(names(json.at("/strategies/0")))
                .containsExactly(
                        "name",
                        "strategy",
                        "stop_rule",
                        "budget",
                        "ap",
                        "passes",
                        "cost",
                        "micros");
        assertThat(names(json.at("/spread/rows/0"))).isEqualTo(names(json.at("/rows/0")));
        assertThat(names(json.at("/published/0"))).containsExactly("name", "auc", "ap", "cp100");
        assertThat(names(json.at("/per_fold/0")))
                .contains("seed", "train_from", "test_from", "training_seconds", "rows");
        assertThat(names(json.at("/frontier/0")))
                .containsExactly("objective", "budget", "escalated_share", "ap", "cp100", "cost");
        assertThat(json.at("/settings/seeds").toString()).isEqualTo("[1,2]");
        assertThat(json.at("/resources/peak_memory_mib").asDouble()).isEqualTo(2048);
    }

    @Test
    void showsOurRowsBesideThePublishedOnesOnOnePage() throws Exception {
        PrequentialReport report = report(Published.T2);

        String text = PrequentialPage.of(report, "./sluice evaluate fraud --data 'a b'");
        Document page = Pages.parse(text);

        assertThat(text)
                .isEqualTo(PrequentialPage.of(report, "./sluice evaluate fraud --data 'a b'"));
        assertThat(Pages.elements(page, "svg")).hasSize(6);
        assertThat(Pages.values(page)).contains(report.rows().get(0).ap(), 0.687);
        assertThat(page.getDocumentElement().getTextContent())
                .contains("XGBoost (published)", "first-pass", "ranking", "--data 'a b'");
    }

    @Test
    void printsTheTableWithItsSpread() {
        StringWriter text = new StringWriter();

        PrequentialText.print(report(Published.T2), new PrintWriter(text));

        assertThat(text.toString())
                .contains("mean of 2 test folds", "seeds [1, 2]", "0.6500 ±0.0707", "XGBoost *");
    }

    @Test
    void holdsFoldsThatNothingIsPublishedOfAgainstNothing() throws Exception {
        StringWriter text = new StringWriter();
        PrequentialText.print(report(List.of()), new PrintWriter(text));

        assertThat(text.toString()).doesNotContain("published");
        assertThat(PrequentialPage.of(report(List.of()), "x")).doesNotContain("(published)");
    }

    private static PrequentialReport report(List<Published> published) {
        Prequential figures = new Prequential();
        figures.add(trial(1, 0.55));
        figures.add(trial(1, 0.65));
        figures.add(trial(2, 0.66));
        figures.add(trial(2, 0.74));
        return figures.report(
                "T2",
                published,
                new PrequentialReport.Settings(
                        "fraud",
                        "test",
                        "week",
                        List.of(1L, 2L),
                        "ranking",
                        0.05,
                        "monte-carlo",
                        "interval",
                        32,
                        15,
                        32,
                        6),
                new PrequentialReport.Resources(60, 2048, MACHINE));
    }

    private static FoldTrial trial(long seed, double ap) {
        ProtocolReport.Counts counts = new ProtocolReport.Counts(4, 2);
        return new FoldTrial(
                new FoldFigures(
                        seed,
                        "2018-07-25T00:00:00Z",
                        "2018-08-01T00:00:00Z",
                        "2018-08-08T00:00:00Z",
                        counts,
                        counts,
                        counts,
                        Double.NaN,
                        List.of(new ProtocolReport.Row("first-pass", 0.9, ap, 0.3, 0, 0)),
                        strategies(ap + 0.1)),
                List.of(
                        new GatePoint("ranking", 0, 0, ap, 0.3, 1_000),
                        new GatePoint("ranking", 1, 1, ap + 0.1, 0.3, 900)),
                List.of(
                        new Ranked(
                                "first-pass",
                                new double[] {0.9, 0.5, 0.4, 0.1},
                                new boolean[] {true, false, true, false})));
    }

    private static List<StrategyRow> strategies(double ap) {
        return List.of(
                new StrategyRow("monte-carlo", "monte-carlo", "interval", 32, ap, 5, 12, 14),
                new StrategyRow("single", "monte-carlo", "fixed", 1, ap - 0.01, 1, 9, 10),
                new StrategyRow("monte-carlo@8", "monte-carlo", "fixed", 8, ap, 8, 15, 17));
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
