// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.report;

/** What charts are drawn with; series differ in colour and in shape. */
final class Shapes {

    /** Colours of the style sheet. */
    static final int COLOURS = 6;

    private static final double SIZE = 4;
    private static final double RING = 8;
    private static final int KINDS = 4;

    private Shapes() {}

    /** Class of a colour. */
    static String colour(int number) {
        return "s" + Math.floorMod(number, COLOURS);
    }

    /** A dot of a series: a circle, a square, a triangle or a diamond. */
    static void dot(Markup out, int colour, double x, double y, String hint) {
        String start =
                switch (Math.floorMod(colour, KINDS)) {
                    case 0 -> circle(x, y, SIZE);
                    case 1 -> path(x - 3.5, y - 3.5, "h7v7h-7z");
                    case 2 -> path(x, y - 5, "l4.6 8h-9.2z");
                    default -> path(x, y - 5, "l5 5l-5 5l-5 -5z");
                };
        shape(out, start, colour, "dot", hint);
    }

    /** A ring around a point. */
    static void ring(Markup out, int colour, double x, double y, String hint) {
        shape(out, circle(x, y, RING), colour, "ring", hint);
    }

    /** A straight line. */
    static void line(Markup out, String style, double x1, double y1, double x2, double y2) {
        out.raw("<line class=\"" + style + "\" x1=\"" + Markup.at(x1) + "\" y1=\"" + Markup.at(y1))
                .raw("\" x2=\"" + Markup.at(x2) + "\" y2=\"" + Markup.at(y2) + "\"/>\n");
    }

    /** A filled rectangle. */
    static void bar(
            Markup out, int colour, double x, double y, double width, double height, String hint) {
        shape(
                out,
                "rect x=\""
                        + Markup.at(x)
                        + "\" y=\""
                        + Markup.at(y)
                        + "\" width=\""
                        + Markup.at(width)
                        + "\" height=\""
                        + Markup.at(height)
                        + "\"",
                colour,
                "bar",
                hint);
    }

    /** Words at a point. */
    static void words(Markup out, String style, double x, double y, String words) {
        out.raw("<text class=\"" + style + "\" x=\"" + Markup.at(x) + "\" y=\"" + Markup.at(y))
                .raw("\">")
                .text(words)
                .raw("</text>\n");
    }

    private static void shape(Markup out, String start, int colour, String style, String hint) {
        out.raw("<" + start + " class=\"" + style + " " + colour(colour) + "\">")
                .element("title", hint)
                .raw("</" + start.substring(0, start.indexOf(' ')) + ">\n");
    }

    private static String circle(double x, double y, double radius) {
        return "circle cx=\""
                + Markup.at(x)
                + "\" cy=\""
                + Markup.at(y)
                + "\" r=\""
                + Markup.at(radius)
                + "\"";
    }

    private static String path(double x, double y, String rest) {
        return "path d=\"M" + Markup.at(x) + " " + Markup.at(y) + rest + "\"";
    }
}
