// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.cli.report.Axis;
import dev.sluice.cli.report.Cell;
import dev.sluice.cli.report.Chart;
import dev.sluice.cli.report.Format;
import dev.sluice.cli.report.LineChart;
import dev.sluice.cli.report.Scale;
import dev.sluice.cli.report.Series;
import dev.sluice.cli.report.Series.Look;
import dev.sluice.cli.report.Series.Point;
import dev.sluice.cli.report.Table;

import java.util.ArrayList;
import java.util.List;

/** Probabilities and what became of them, as a chart and as its numbers. */
public final class ReliabilityView {

    private static final List<Double> TENTHS = List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0);

    /**
     * Probabilities that were given by somebody.
     *
     * @param name who gave them
     * @param bins what became of the events
     */
    public record Line(String name, List<ReliabilityBin> bins) {

        /** Copies the bins. */
        public Line {
            bins = List.copyOf(bins);
        }
    }

    private ReliabilityView() {}

    /**
     * The chart.
     *
     * @param note what else there is to know about the lines
     */
    public static Chart chart(String title, String note, List<Line> lines) {
        List<Series> series = new ArrayList<>();
        series.add(new Series("right", Look.GUIDE, 0, List.of(Point.of(0, 0), Point.of(1, 1))));
        for (int i = 0; i < lines.size(); i++) {
            series.add(
                    new Series(
                            lines.get(i).name(),
                            Look.LINE,
                            i,
                            lines.get(i).bins().stream().map(ReliabilityView::point).toList()));
        }
        return new LineChart(
                title,
                "Share of bad events among those that were given about the same probability, with"
                        + " its 95 % interval. On the dashed line, probabilities are right; below"
                        + " it they are too high. "
                        + note,
                Axis.of("mean probability", Scale.LINEAR, Format.SIGNIFICANT, TENTHS),
                Axis.of("share of bad events", Scale.LINEAR, Format.SIGNIFICANT, TENTHS),
                series);
    }

    /** The numbers. */
    public static Table table(List<Line> lines) {
        List<List<Cell>> rows = new ArrayList<>();
        lines.forEach(line -> line.bins().forEach(bin -> rows.add(row(line.name(), bin))));
        return new Table(
                "Probabilities and what became of them",
                List.of(
                        "by",
                        "from",
                        "to",
                        "events",
                        "bad",
                        "mean probability",
                        "share of bad",
                        "at least (95 %)",
                        "at most (95 %)"),
                rows);
    }

    private static Point point(ReliabilityBin bin) {
        return new Point(bin.predicted(), bin.observed(), bin.low(), bin.high());
    }

    private static List<Cell> row(String name, ReliabilityBin bin) {
        return List.of(
                Cell.of(name),
                Cell.of(bin.from(), Format.DECIMAL),
                Cell.of(bin.to(), Format.DECIMAL),
                Cell.of(bin.events(), Format.COUNT),
                Cell.of(bin.bad(), Format.COUNT),
                Cell.of(bin.predicted(), Format.SCORE),
                Cell.of(bin.observed(), Format.SCORE),
                Cell.of(bin.low(), Format.SCORE),
                Cell.of(bin.high(), Format.SCORE));
    }
}
