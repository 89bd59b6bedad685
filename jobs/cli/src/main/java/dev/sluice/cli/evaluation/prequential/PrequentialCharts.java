// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.prequential;

import dev.sluice.cli.evaluation.ProtocolReport;
import dev.sluice.cli.evaluation.gate.GatePoint;
import dev.sluice.cli.evaluation.strategy.StrategyRow;
import dev.sluice.cli.report.Axis;
import dev.sluice.cli.report.Chart;
import dev.sluice.cli.report.Format;
import dev.sluice.cli.report.LineChart;
import dev.sluice.cli.report.Scale;
import dev.sluice.cli.report.Series;
import dev.sluice.cli.report.Series.Look;
import dev.sluice.cli.report.Series.Point;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The figures of a protocol as charts. */
final class PrequentialCharts {

    private static final List<Double> TENTHS = List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0);
    private static final List<Double> SHARES =
            List.of(0.0, 0.005, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0);
    private static final List<Double> PASSES = List.of(1.0, 2.0, 4.0, 8.0, 16.0, 32.0);

    private PrequentialCharts() {}

    static Chart curves(PrequentialReport report) {
        List<Series> series = new ArrayList<>();
        for (PrequentialReport.Curve curve : report.curves()) {
            series.add(
                    new Series(
                            curve.name(),
                            Look.LINE,
                            series.size(),
                            curve.points().stream()
                                    .map(point -> Point.of(point.recall(), point.precision()))
                                    .toList()));
        }
        return new LineChart(
                "Precision by recall",
                "Share of frauds among the events that are listed, by the share of all frauds that"
                        + " the list holds; mean over the folds.",
                Axis.of("recall", Scale.LINEAR, Format.PERCENT, TENTHS),
                Axis.of("precision", Scale.LINEAR, Format.PERCENT, TENTHS),
                series);
    }

    static Chart precision(PrequentialReport report) {
        return frontier(
                report,
                "Average precision by share escalated",
                "Higher is better; one line for what the gate spends its looks on. The first axis"
                        + " gives small shares more room.",
                "average precision",
                Format.SCORE,
                GatePoint::ap);
    }

    static Chart money(PrequentialReport report) {
        return frontier(
                report,
                "Cost of the outcomes by share escalated",
                "What missed frauds, false blocks and reviews of a week cost together, in units of"
                        + " the stake (cents); lower is better.",
                "cost of a week",
                Format.COUNT,
                GatePoint::cost);
    }

    static Chart passes(PrequentialReport report) {
        return strategies(
                report,
                "Average precision by passes a record",
                "Each line is a strategy, cut off after some passes; the ring is where its own stop"
                        + " rule ends.",
                Axis.of("passes a record", Scale.LOG, Format.SIGNIFICANT, PASSES),
                StrategyRow::passes);
    }

    static Chart cost(PrequentialReport report) {
        List<Double> costs = report.strategies().stream().map(StrategyRow::cost).toList();
        return strategies(
                report,
                "Average precision by device time a record",
                "The same by what it costs, trunk included: strategies above each other cost the"
                        + " same.",
                Axis.fitted("device µs a record", Format.SIGNIFICANT, costs),
                StrategyRow::cost);
    }

    private static Chart frontier(
            PrequentialReport report,
            String title,
            String description,
            String label,
            Format format,
            ToDoubleFunction<GatePoint> figure) {
        List<Series> series = new ArrayList<>();
        for (String objective :
                report.frontier().stream().map(GatePoint::objective).distinct().toList()) {
            series.add(
                    new Series(
                            objective,
                            Look.LINE,
                            series.size(),
                            report.frontier().stream()
                                    .filter(point -> point.objective().equals(objective))
                                    .sorted(Comparator.comparingDouble(GatePoint::escalatedShare))
                                    .map(
                                            point ->
                                                    Point.of(
                                                            point.escalatedShare(),
                                                            figure.applyAsDouble(point)))
                                    .toList()));
        }
        return new LineChart(
                title,
                description,
                Axis.of("share of events that deep looks at", Scale.SQRT, Format.PERCENT, SHARES),
                Axis.fitted(
                        label,
                        format,
                        report.frontier().stream().map(figure::applyAsDouble).toList()),
                series);
    }

    private static Chart strategies(
            PrequentialReport report,
            String title,
            String description,
            Axis axis,
            ToDoubleFunction<StrategyRow> place) {
        List<Series> series = new ArrayList<>();
        List<Double> precisions = new ArrayList<>();
        int colour = 0;
        for (String strategy :
                report.strategies().stream().map(StrategyRow::strategy).distinct().toList()) {
            List<Point> line = new ArrayList<>();
            List<Point> own = new ArrayList<>();
            for (StrategyRow row : report.strategies()) {
                if (row.strategy().equals(strategy)) {
                    precisions.add(row.ap());
                    (row.name().equals(strategy) ? own : line)
                            .add(Point.of(place.applyAsDouble(row), row.ap()));
                }
            }
            line.sort(Comparator.comparingDouble(Point::x));
            series.add(new Series(strategy, Look.LINE, colour, line));
            series.add(new Series(strategy + ", own stop rule", Look.RING, colour, own));
            colour++;
        }
        for (ProtocolReport.Row row : report.rows()) {
            if (row.name().equals(FoldTrial.FIRST_PASS)) {
                precisions.add(row.ap());
                series.add(
                        new Series(
                                row.name(),
                                Look.GUIDE,
                                0,
                                List.of(
                                        Point.of(axis.from(), row.ap()),
                                        Point.of(axis.to(), row.ap()))));
            }
        }
        return new LineChart(
                title,
                description,
                axis,
                Axis.fitted("average precision", Format.SCORE, precisions),
                series);
    }
}
