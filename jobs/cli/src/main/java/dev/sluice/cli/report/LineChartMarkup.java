// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.report;

import java.util.List;
import java.util.stream.Collectors;

/** Draws a {@link LineChart}. */
final class LineChartMarkup {

    private static final double WHISKER = 4;

    private final LineChart chart;
    private final List<Legend.Entry> legend;
    private final Frame frame;

    LineChartMarkup(LineChart chart) {
        this.chart = chart;
        this.legend = chart.series().stream().map(LineChartMarkup::entry).toList();
        this.frame = new Frame(chart.x(), chart.y(), 12 + Legend.height(legend, Frame.width()));
    }

    double height() {
        return frame.height();
    }

    void draw(Markup out) {
        Legend.draw(out, legend, Frame.left(), Frame.width());
        frame.draw(out);
        for (Series series : chart.series()) {
            draw(out, series);
        }
    }

    private void draw(Markup out, Series series) {
        if (series.look() != Series.Look.RING && series.points().size() > 1) {
            out.raw("<polyline class=\"" + style(series) + "\" points=\"")
                    .raw(
                            series.points().stream()
                                    .map(
                                            p ->
                                                    Markup.at(frame.px(p.x()))
                                                            + ","
                                                            + Markup.at(frame.py(p.y())))
                                    .collect(Collectors.joining(" ")))
                    .raw("\"/>\n");
        }
        for (Series.Point point : series.points()) {
            double x = frame.px(point.x());
            double y = frame.py(point.y());
            if (point.low() < point.high()) {
                whisker(out, series, x, frame.py(point.low()), frame.py(point.high()));
            }
            switch (series.look()) {
                case LINE -> Shapes.dot(out, series.colour(), x, y, hint(series, point));
                case RING -> Shapes.ring(out, series.colour(), x, y, hint(series, point));
                case GUIDE -> {}
            }
        }
    }

    private static void whisker(Markup out, Series series, double x, double low, double high) {
        String style = "whisker " + Shapes.colour(series.colour());
        Shapes.line(out, style, x, low, x, high);
        Shapes.line(out, style, x - WHISKER, low, x + WHISKER, low);
        Shapes.line(out, style, x - WHISKER, high, x + WHISKER, high);
    }

    private String hint(Series series, Series.Point point) {
        return series.name()
                + ": "
                + chart.x().label()
                + " "
                + chart.x().format().text(point.x())
                + ", "
                + chart.y().label()
                + " "
                + chart.y().format().text(point.y());
    }

    private static String style(Series series) {
        return series.look() == Series.Look.GUIDE
                ? "guide"
                : "line " + Shapes.colour(series.colour());
    }

    private static Legend.Entry entry(Series series) {
        return new Legend.Entry(
                series.name(),
                (out, x, y) -> {
                    if (series.look() != Series.Look.RING) {
                        Shapes.line(out, style(series), x - 10, y, x + 10, y);
                    }
                    if (series.look() == Series.Look.LINE) {
                        Shapes.dot(out, series.colour(), x, y, series.name());
                    } else if (series.look() == Series.Look.RING) {
                        Shapes.ring(out, series.colour(), x, y, series.name());
                    }
                });
    }
}
