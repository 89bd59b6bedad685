// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.cli.report.Axis;
import dev.sluice.cli.report.Chart;
import dev.sluice.cli.report.Format;
import dev.sluice.cli.report.Histogram;
import dev.sluice.cli.report.LineChart;
import dev.sluice.cli.report.Part;
import dev.sluice.cli.report.Scale;
import dev.sluice.cli.report.Series;
import dev.sluice.cli.report.Series.Look;
import dev.sluice.cli.report.Series.Point;
import dev.sluice.cli.report.ShareBars;
import dev.sluice.decisioning.event.Outcome;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The figures of a backtest as charts. */
final class BacktestCharts {

    private static final List<Double> SHARES =
            List.of(0.0, 0.01, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0);

    /** A price that far from all values is not worth the room. */
    private static final double FAR = 1e3;

    private BacktestCharts() {}

    static Chart quality(BacktestResult result) {
        return frontier(
                result,
                "Quality against compute: average precision",
                "Average precision (higher is better) by the share of events that deep looks at,"
                        + " one line a policy; a ring marks where the policy stands. The first axis"
                        + " gives small shares more room.",
                "average precision",
                Format.SCORE,
                Figures::ap);
    }

    static Chart cost(BacktestResult result) {
        return frontier(
                result,
                "Money against compute: total cost of the outcomes",
                "What missed bad events, false blocks and reviews cost together (lower is better),"
                        + " in units of the stake, by the share of events that deep looks at; a"
                        + " ring marks where the policy stands.",
                "total cost",
                Format.COUNT,
                figures -> figures.money().total());
    }

    static Chart values(PolicyResult policy) {
        List<ValueHistogram.Bin> bins = policy.values().bins();
        double from = bins.get(0).from();
        double to = bins.get(bins.size() - 1).to();
        double price = policy.values().price();
        List<Histogram.Mark> marks = new ArrayList<>();
        if (price > from / FAR && price < to * FAR) {
            marks.add(new Histogram.Mark("price " + Format.SIGNIFICANT.text(price), price));
            from = Math.min(from, price);
            to = Math.max(to, price);
        }
        List<Histogram.Bar> bars = new ArrayList<>();
        for (ValueHistogram.Bin bin : bins) {
            bars.add(
                    new Histogram.Bar(
                            bin.from(),
                            bin.to(),
                            List.of((double) bin.firstPass(), (double) bin.deep())));
        }
        return new Histogram(
                "What deep looks are worth, and the price: " + policy.name(),
                "Events by the value of a deep look under the objective "
                        + policy.gate().objective()
                        + ". Events to the right of the price are escalated as far as the budget"
                        + " goes; the price rises as the budget runs out. The leftmost bar also has"
                        + " all events that are worth less.",
                Axis.logarithmic("value of a deep look", Format.SIGNIFICANT, from, to),
                "events",
                List.of(new Part("decided by the first pass", 0), new Part("decided by deep", 1)),
                bars,
                marks);
    }

    static Chart reasons(PolicyResult policy) {
        List<ShareBars.Bar> bars = new ArrayList<>();
        for (ReasonOutcomes reason : policy.reasons()) {
            bars.add(
                    new ShareBars.Bar(
                            reason.reason(),
                            Arrays.stream(Outcome.values())
                                    .map(o -> (double) reason.outcomes().get(o.name()))
                                    .toList()));
        }
        return new ShareBars(
                "Outcomes by reason: " + policy.name(),
                "Of the events that were decided for a reason (their number in brackets), the share"
                        + " of each outcome.",
                List.of(
                        new Part(Outcome.CLEAR.name(), 0),
                        new Part(Outcome.REVIEW.name(), 4),
                        new Part(Outcome.FLAG.name(), 1)),
                bars);
    }

    private static Chart frontier(
            BacktestResult result,
            String title,
            String description,
            String label,
            Format format,
            ToDoubleFunction<Figures> figure) {
        List<Series> series = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < result.policies().size(); i++) {
            PolicyResult policy = result.policies().get(i);
            List<Point> line =
                    policy.frontier().stream()
                            .map(point -> point(point.figures(), figure))
                            .sorted(Comparator.comparingDouble(Point::x))
                            .toList();
            Point stands = point(policy.figures(), figure);
            line.forEach(point -> all.add(point.y()));
            all.add(stands.y());
            series.add(new Series(policy.name(), Look.LINE, i, line));
            series.add(new Series(policy.name() + " stands here", Look.RING, i, List.of(stands)));
        }
        return new LineChart(
                title,
                description,
                Axis.of("share of events that deep looks at", Scale.SQRT, Format.PERCENT, SHARES),
                Axis.fitted(label, format, all),
                series);
    }

    private static Point point(Figures figures, ToDoubleFunction<Figures> figure) {
        return Point.of(figures.escalatedShare(), figure.applyAsDouble(figures));
    }
}
