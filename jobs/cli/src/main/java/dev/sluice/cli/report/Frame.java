// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.report;

/** Two axes and the area between them. */
final class Frame {

    static final double WIDTH = 720;

    private static final double LEFT = 78;
    private static final double RIGHT = 24;
    private static final double BELOW = 46;
    private static final double PLOT_HEIGHT = 300;

    private final Axis x;
    private final Axis y;
    private final double top;

    /** Axes that begin at a distance from the top. */
    Frame(Axis x, Axis y, double top) {
        this.x = x;
        this.y = y;
        this.top = top;
    }

    static double left() {
        return LEFT;
    }

    /** Width of the area. */
    static double width() {
        return WIDTH - LEFT - RIGHT;
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
        return LEFT + width() * inside(x.place(value));
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
            Shapes.line(out, "grid", LEFT, py(tick), LEFT + width(), py(tick));
            Shapes.words(out, "tick end", LEFT - 8, py(tick) + 4, y.format().text(tick));
        }
        Shapes.line(out, "axis", LEFT, bottom(), LEFT + width(), bottom());
        Shapes.line(out, "axis", LEFT, top, LEFT, bottom());
        Shapes.words(out, "label mid", LEFT + width() / 2, bottom() + 38, x.label());
        String turned = Markup.at(14) + " " + Markup.at(top + PLOT_HEIGHT / 2);
        out.raw("<text class=\"label mid\" transform=\"translate(" + turned + ") rotate(-90)\">")
                .text(y.label())
                .raw("</text>\n");
    }

    private static double inside(double place) {
        return Math.min(1, Math.max(0, place));
    }
}
