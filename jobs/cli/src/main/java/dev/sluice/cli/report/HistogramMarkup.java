// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.report;

import java.util.ArrayList;
import java.util.List;

/** Draws a {@link Histogram}. */
final class HistogramMarkup {

    private final Histogram chart;
    private final List<Legend.Entry> legend;
    private final Frame frame;

    HistogramMarkup(Histogram chart) {
        this.chart = chart;
        this.legend = legend(chart);
        this.frame =
                new Frame(chart.x(), chart.counts(), 12 + Legend.height(legend, Frame.width()));
    }

    double height() {
        return frame.height();
    }

    void draw(Markup out) {
        Legend.draw(out, legend, Frame.left(), Frame.width());
        frame.draw(out);
        for (Histogram.Bar bar : chart.bars()) {
            double left = frame.px(bar.from());
            double width = Math.max(1, frame.px(bar.to()) - left - 1);
            double below = 0;
            for (int part = 0; part < chart.parts().size(); part++) {
                double count = bar.counts().get(part);
                if (count > 0) {
                    double y = frame.py(below + count);
                    Shapes.bar(
                            out,
                            part,
                            left,
                            y,
                            width,
                            frame.py(below) - y,
                            hint(bar, chart.parts().get(part), count));
                }
                below += count;
            }
        }
        for (Histogram.Mark mark : chart.marks()) {
            double x = frame.px(mark.at());
            Shapes.line(out, "mark", x, frame.top(), x, frame.bottom());
        }
    }

    private String hint(Histogram.Bar bar, String part, double count) {
        Format format = chart.x().format();
        return part
                + ": "
                + Format.COUNT.text(count)
                + " from "
                + format.text(bar.from())
                + " to "
                + format.text(bar.to());
    }

    private static List<Legend.Entry> legend(Histogram chart) {
        List<Legend.Entry> entries = new ArrayList<>(swatches(chart.parts()));
        for (Histogram.Mark mark : chart.marks()) {
            entries.add(
                    new Legend.Entry(
                            mark.label(),
                            (out, x, y) -> Shapes.line(out, "mark", x, y - 7, x, y + 7)));
        }
        return entries;
    }

    /** A coloured square for each part. */
    static List<Legend.Entry> swatches(List<String> parts) {
        List<Legend.Entry> entries = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            int colour = i;
            entries.add(
                    new Legend.Entry(
                            parts.get(i),
                            (out, x, y) ->
                                    Shapes.bar(
                                            out, colour, x - 7, y - 6, 14, 12, parts.get(colour))));
        }
        return entries;
    }
}
