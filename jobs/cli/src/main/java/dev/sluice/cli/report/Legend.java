// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.report;

import java.util.List;

/** Names of what is drawn, in rows above the drawing. */
final class Legend {

    private static final double ROW = 20;
    private static final double SWATCH = 26;
    private static final double GAP = 18;

    /** About the width of a letter. */
    private static final double LETTER = 6.6;

    /**
     * A name.
     *
     * @param name the name
     * @param sample what it stands for, drawn around a point
     */
    record Entry(String name, Sample sample) {}

    /** Draws an example of what a name stands for. */
    @FunctionalInterface
    interface Sample {

        /** Draws around a point. */
        void draw(Markup out, double x, double y);
    }

    private Legend() {}

    /** Height that some names need within a width. */
    static double height(List<Entry> entries, double width) {
        return draw(new Markup(), entries, 0, width);
    }

    /** Draws names from the top; returns their height. */
    static double draw(Markup out, List<Entry> entries, double left, double width) {
        double x = 0;
        double y = ROW / 2;
        for (Entry entry : entries) {
            double needed = SWATCH + LETTER * entry.name().length();
            if (x > 0 && x + needed > width) {
                x = 0;
                y += ROW;
            }
            entry.sample().draw(out, left + x + SWATCH / 2 - 3, y);
            out.raw("<text x=\"" + Markup.at(left + x + SWATCH) + "\" y=\"" + Markup.at(y + 4))
                    .raw("\">")
                    .text(entry.name())
                    .raw("</text>\n");
            x += needed + GAP;
        }
        return entries.isEmpty() ? 0 : y + ROW / 2;
    }
}
