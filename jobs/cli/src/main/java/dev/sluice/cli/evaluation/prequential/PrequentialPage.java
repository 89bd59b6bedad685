// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.prequential;

import dev.sluice.cli.backtest.ReliabilityView;
import dev.sluice.cli.evaluation.ProtocolReport;
import dev.sluice.cli.report.Cell;
import dev.sluice.cli.report.Format;
import dev.sluice.cli.report.HtmlReport;

import java.util.List;

/** The report of a protocol as one page; equal results give equal bytes. */
public final class PrequentialPage {

    private PrequentialPage() {}

    /**
     * The page.
     *
     * @param commandLine what a person types to get it again
     */
    public static String of(PrequentialReport report, String commandLine) {
        List<ReliabilityView.Line> lines =
                report.calibration().stream()
                        .map(row -> new ReliabilityView.Line(row.name(), row.bins()))
                        .toList();
        HtmlReport page =
                HtmlReport.titled(
                        "Protocol "
                                + report.protocol()
                                + ", "
                                + report.settings().folds()
                                + " folds",
                        lead(report));
        page.facts(report.rows().stream().map(PrequentialPage::fact).toList())
                .heading("The table")
                .table(PrequentialTables.rows(report));
        if (!report.published().isEmpty()) {
            page.text(
                    "Published rows are single models of the Fraud Detection Handbook, chapter 7,"
                            + " on the same folds.");
        }
        if (report.settings().seeds().size() > 1) {
            page.table(PrequentialTables.spread(report));
        }
        page.table(PrequentialTables.folds(report))
                .heading("Precision and recall")
                .chart(PrequentialCharts.curves(report), PrequentialTables.curves(report))
                .heading("Compute against quality and money")
                .text(
                        "Each point is a replay of the test weeks with the controller in the loop;"
                                + " prices start from the week before, which has no labels yet.")
                .chart(PrequentialCharts.precision(report), PrequentialTables.frontier(report))
                .chart(PrequentialCharts.money(report), PrequentialTables.frontier(report))
                .heading("Ways to think, at equal cost")
                .text(
                        "With a deep look at every event: each strategy cut off after some passes,"
                                + " and (ringed) stopping by its own rule.")
                .chart(PrequentialCharts.passes(report), PrequentialTables.strategies(report))
                .chart(PrequentialCharts.cost(report), PrequentialTables.strategies(report))
                .heading("Calibration")
                .chart(
                        ReliabilityView.chart(
                                "Are the probabilities right?",
                                "Events of all folds together.",
                                lines),
                        ReliabilityView.table(lines))
                .table(PrequentialTables.calibration(report))
                .heading("What was run, and how to repeat it")
                .table(PrequentialTables.settings(report))
                .code(commandLine);
        return page.render();
    }

    private static String lead(PrequentialReport report) {
        int seeds = report.settings().seeds().size();
        return "Mean of "
                + report.folds()
                + " folds"
                + (seeds > 1 ? " and " + seeds + " seeds" : "")
                + "; the cascade spends at most "
                + Format.PERCENT.text(report.settings().budget())
                + " of the events on deep looks, by the objective "
                + report.settings().objective()
                + ".";
    }

    private static HtmlReport.Fact fact(ProtocolReport.Row row) {
        return new HtmlReport.Fact(
                "AP, " + row.name(),
                new Cell.Figure(row.ap(), Format.SCORE),
                "AUC "
                        + Format.SCORE.text(row.auc())
                        + ", CP@100 "
                        + Format.SCORE.text(row.cp100()));
    }
}
