// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.prequential;

import dev.sluice.cli.evaluation.ProtocolReport;
import dev.sluice.cli.evaluation.gate.GatePoint;
import dev.sluice.cli.evaluation.strategy.StrategyRow;
import dev.sluice.cli.report.Cell;
import dev.sluice.cli.report.Format;
import dev.sluice.cli.report.Table;

import java.util.ArrayList;
import java.util.List;

/** The figures of a protocol as tables. */
final class PrequentialTables {

    private static final List<String> FIGURES =
            List.of("", "AUC", "AP", "CP@100", "escalated", "passes a look");

    private PrequentialTables() {}

    static Table rows(PrequentialReport report) {
        List<List<Cell>> rows = new ArrayList<>();
        report.rows().forEach(row -> rows.add(row(row)));
        for (Published row : report.published()) {
            rows.add(
                    List.of(
                            Cell.of(row.name() + " (published)"),
                            Cell.of(row.auc(), Format.SCORE),
                            Cell.of(row.ap(), Format.SCORE),
                            Cell.of(row.cp100(), Format.SCORE),
                            Cell.of(""),
                            Cell.of("")));
        }
        return new Table("Means over the folds", FIGURES, rows);
    }

    static Table spread(PrequentialReport report) {
        return new Table(
                "Standard deviations over the seeds "
                        + report.settings().seeds()
                        + ", of the means over the folds",
                FIGURES,
                report.spread().rows().stream().map(PrequentialTables::row).toList());
    }

    static Table folds(PrequentialReport report) {
        List<List<Cell>> rows = new ArrayList<>();
        for (FoldFigures fold : report.perFold()) {
            for (ProtocolReport.Row row : fold.rows()) {
                rows.add(
                        List.of(
                                Cell.of(fold.testFrom().substring(0, 10)),
                                Cell.of(fold.seed(), Format.COUNT),
                                Cell.of(fold.train().rows(), Format.COUNT),
                                Cell.of(fold.train().frauds(), Format.COUNT),
                                Cell.of(fold.test().rows(), Format.COUNT),
                                Cell.of(fold.test().frauds(), Format.COUNT),
                                Cell.of(fold.trainingSeconds(), Format.COUNT),
                                Cell.of(row.name()),
                                Cell.of(row.auc(), Format.SCORE),
                                Cell.of(row.ap(), Format.SCORE),
                                Cell.of(row.cp100(), Format.SCORE),
                                Cell.of(row.escalatedShare(), Format.PERCENT)));
            }
        }
        return new Table(
                "Fold by fold",
                List.of(
                        "test week from",
                        "seed",
                        "training rows",
                        "frauds",
                        "test rows",
                        "frauds",
                        "training s",
                        "",
                        "AUC",
                        "AP",
                        "CP@100",
                        "escalated"),
                rows);
    }

    static Table curves(PrequentialReport report) {
        List<List<Cell>> rows = new ArrayList<>();
        for (PrequentialReport.Curve curve : report.curves()) {
            for (PrequentialReport.Curve.Point point : curve.points()) {
                rows.add(
                        List.of(
                                Cell.of(curve.name()),
                                Cell.of(point.recall(), Format.PERCENT),
                                Cell.of(point.precision(), Format.SCORE)));
            }
        }
        return new Table("Precision by recall", List.of("", "recall", "precision"), rows);
    }

    static Table frontier(PrequentialReport report) {
        List<List<Cell>> rows = new ArrayList<>();
        for (GatePoint point : report.frontier()) {
            rows.add(
                    List.of(
                            Cell.of(point.objective()),
                            Cell.of(point.budget(), Format.PERCENT),
                            Cell.of(point.escalatedShare(), Format.PERCENT),
                            Cell.of(point.ap(), Format.SCORE),
                            Cell.of(point.cp100(), Format.SCORE),
                            Cell.of(point.cost(), Format.COUNT)));
        }
        return new Table(
                "Gates by objective and budget",
                List.of("objective", "budget", "escalated", "AP", "CP@100", "cost of a week"),
                rows);
    }

    static Table strategies(PrequentialReport report) {
        List<List<Cell>> rows = new ArrayList<>();
        for (int i = 0; i < report.strategies().size(); i++) {
            StrategyRow row = report.strategies().get(i);
            rows.add(
                    List.of(
                            Cell.of(row.name()),
                            Cell.of(row.strategy()),
                            Cell.of(row.stopRule()),
                            Cell.of(row.ap(), Format.SCORE),
                            Cell.of(report.spread().strategies().get(i).ap(), Format.SCORE),
                            Cell.of(row.passes(), Format.DECIMAL),
                            Cell.of(row.cost(), Format.DECIMAL),
                            Cell.of(row.micros(), Format.DECIMAL)));
        }
        return new Table(
                "Ways to think, with a deep look at every event",
                List.of(
                        "",
                        "strategy",
                        "stop rule",
                        "AP",
                        "± over seeds",
                        "passes",
                        "device µs",
                        "µs of a thread"),
                rows);
    }

    static Table calibration(PrequentialReport report) {
        List<List<Cell>> rows = new ArrayList<>();
        for (PrequentialReport.Calibration row : report.calibration()) {
            rows.add(
                    List.of(
                            Cell.of(row.name()),
                            Cell.of(row.ece(), Format.SCORE),
                            Cell.of(row.slope(), Format.SCORE),
                            Cell.of(row.brierSkill(), Format.SCORE)));
        }
        return new Table(
                "Calibration: error in ten bins of equal size, slope above 0.02, skill",
                List.of("", "ECE", "slope", "Brier skill"),
                rows);
    }

    static Table settings(PrequentialReport report) {
        PrequentialReport.Settings settings = report.settings();
        PrequentialReport.Resources resources = report.resources();
        return new Table(
                "The run",
                List.of("what", "value"),
                List.of(
                        List.of(Cell.of("folds"), Cell.of(settings.folds())),
                        List.of(Cell.of("learned from"), Cell.of(settings.history())),
                        List.of(Cell.of("seeds"), Cell.of(settings.seeds().toString())),
                        List.of(Cell.of("objective of the cascade"), Cell.of(settings.objective())),
                        List.of(Cell.of("budget"), Cell.of(settings.budget(), Format.PERCENT)),
                        List.of(
                                Cell.of("deep thinks by"),
                                Cell.of(
                                        settings.strategy()
                                                + ", stops by "
                                                + settings.stopRule()
                                                + ", at most "
                                                + settings.maxPasses()
                                                + " passes")),
                        List.of(Cell.of("features"), Cell.of(settings.features(), Format.COUNT)),
                        List.of(
                                Cell.of("history of a record"),
                                Cell.of(
                                        settings.contextRows()
                                                + " rows of "
                                                + settings.contextChannels()
                                                + " channels")),
                        List.of(Cell.of("seconds"), Cell.of(resources.seconds(), Format.COUNT)),
                        List.of(
                                Cell.of("peak memory, MiB"),
                                Cell.of(resources.peakMemoryMib(), Format.COUNT)),
                        List.of(Cell.of("machine"), Cell.of(resources.machine().toString()))));
    }

    private static List<Cell> row(ProtocolReport.Row row) {
        return List.of(
                Cell.of(row.name()),
                Cell.of(row.auc(), Format.SCORE),
                Cell.of(row.ap(), Format.SCORE),
                Cell.of(row.cp100(), Format.SCORE),
                Cell.of(row.escalatedShare(), Format.PERCENT),
                Cell.of(row.meanPasses(), Format.DECIMAL));
    }
}
