// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.report;

import java.util.List;

/** Two axes and the area between them. */
final class Frame {

    static final double WIDTH = 720;

    private static final double RIGHT = 24;

    /** Room for the turned label of the second axis, and beside its ticks. */
    private static final double LABEL = 38;

    private static final double ABOVE = 12;
    private static final double BELOW = 46;
    private static final double PLOT_HEIGHT = 300;

    private final Axis x;
    private final Axis y;
    private final double left;
    private final double top;

    /** Axes with a legend above them. */
    Frame(Axis x, Axis y, List<Legend.Entry> legend) {
        this.x = x;
        this.y = y;
        this.left =
                LABEL
                        + Legend.LETTER
                                * y.ticks().stream()
                                        .mapToInt(tick -> y.format().text(tick).length())
                                        .max()
                                        .orElse(0);
        this.top = ABOVE + Legend.height(legend, width());
    }

    double left() {
        return left;
    }

    /** Width of the area. */
    double width() {
        return WIDTH - left - RIGHT;
    }

    /** Height of the whole, labels included. */
    double height() {
        return top + PLOT_HEIGHT + BELOW;
    }

    double bottom() {
        return top + PLOT_HEIGHT;
    }

    double top() {
        return top;
    }

    double px(double value) {
        return left + width() * inside(x.place(value));
    }

    double py(double value) {
        return bottom() - PLOT_HEIGHT * inside(y.place(value));
    }

    /** Draws grid, ticks and labels. */
    void draw(Markup out) {
        for (double tick : x.ticks()) {
            Shapes.line(out, "grid", px(tick), top, px(tick), bottom());
            Shapes.words(out, "tick mid", px(tick), bottom() + 18, x.format().text(tick));
        }
        for (double tick : y.ticks()) {
            Shapes.line(out, "grid", left, py(tick), left + width(), py(tick));
            Shapes.words(out, "tick end", left - 8, py(tick) + 4, y.format().text(tick));
        }
        Shapes.line(out, "axis", left, bottom(), left + width(), bottom());
        Shapes.line(out, "axis", left, top, left, bottom());
        Shapes.words(out, "label mid", left + width() / 2, bottom() + 38, x.label());
        String turned = Markup.at(14) + " " + Markup.at(top + PLOT_HEIGHT / 2);
        out.raw("<text class=\"label mid\" transform=\"translate(" + turned + ") rotate(-90)\">")
                .text(y.label())
                .raw("</text>\n");
    }

    private static double inside(double place) {
        return Math.min(1, Math.max(0, place));
    }
}
