// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.report;

import java.util.List;

/** Draws {@link ShareBars}. */
final class ShareBarsMarkup {

    private static final double LEFT = 190;
    private static final double RIGHT = 24;
    private static final double ROW = 32;
    private static final double BAR = 22;
    private static final double WIDTH = Frame.WIDTH - LEFT - RIGHT;
    private static final List<Double> TICKS = List.of(0.0, 0.25, 0.5, 0.75, 1.0);

    private final ShareBars chart;
    private final List<Legend.Entry> legend;
    private final double top;

    ShareBarsMarkup(ShareBars chart) {
        this.chart = chart;
        this.legend = HistogramMarkup.swatches(chart.parts());
        this.top = 12 + Legend.height(legend, WIDTH);
    }

    double height() {
        return bottom() + 24;
    }

    void draw(Markup out) {
        Legend.draw(out, legend, LEFT, WIDTH);
        for (double tick : TICKS) {
            double x = LEFT + WIDTH * tick;
            Shapes.line(out, "grid", x, top, x, bottom());
            Shapes.words(out, "tick mid", x, bottom() + 16, Format.PERCENT.text(tick));
        }
        double y = top + (ROW - BAR) / 2;
        for (ShareBars.Bar bar : chart.bars()) {
            Shapes.words(
                    out,
                    "tick end",
                    LEFT - 8,
                    y + BAR / 2 + 4,
                    bar.label() + " (" + Format.COUNT.text(bar.total()) + ")");
            parts(out, bar, y);
            y += ROW;
        }
    }

    private void parts(Markup out, ShareBars.Bar bar, double y) {
        double x = LEFT;
        for (int part = 0; part < chart.parts().size(); part++) {
            double count = bar.counts().get(part);
            if (count > 0) {
                double share = count / bar.total();
                Shapes.bar(
                        out,
                        part,
                        x,
                        y,
                        WIDTH * share,
                        BAR,
                        bar.label()
                                + ", "
                                + chart.parts().get(part)
                                + ": "
                                + Format.COUNT.text(count)
                                + " ("
                                + Format.PERCENT.text(share)
                                + ")");
                x += WIDTH * share;
            }
        }
    }

    private double bottom() {
        return top + ROW * chart.bars().size();
    }
}
