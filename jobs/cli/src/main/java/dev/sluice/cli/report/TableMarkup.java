// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.report;

import java.util.List;

/** Tables as HTML. */
final class TableMarkup {

    private TableMarkup() {}

    static void append(Markup out, Table table) {
        out.raw("<div class=\"scroll\"><table>").element("caption", table.caption());
        out.raw("\n<thead><tr>");
        for (int i = 0; i < table.columns().size(); i++) {
            out.raw(isNumeric(table, i) ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">")
                    .text(table.columns().get(i))
                    .raw("</th>");
        }
        out.raw("</tr></thead>\n<tbody>\n");
        for (List<Cell> row : table.rows()) {
            out.raw("<tr>");
            for (int i = 0; i < row.size(); i++) {
                cell(out, row.get(i), i == 0 ? "th scope=\"row\"" : "td");
            }
            out.raw("</tr>\n");
        }
        out.raw("</tbody></table></div>\n");
    }

    private static boolean isNumeric(Table table, int column) {
        return !table.isEmpty() && table.rows().get(0).get(column) instanceof Cell.Figure;
    }

    private static void cell(Markup out, Cell cell, String tag) {
        out.raw("<").raw(tag);
        if (cell instanceof Cell.Figure figure) {
            out.raw(" class=\"n\">");
            figure(out, figure);
        } else if (cell instanceof Cell.Words words) {
            out.raw(">").text(words.text());
        }
        out.raw("</").raw(tag.substring(0, 2)).raw(">");
    }

    /** A number for people, with its exact value for machines. */
    static void figure(Markup out, Cell.Figure figure) {
        String text = figure.format().text(figure.value());
        if (Double.isNaN(figure.value())) {
            out.text(text);
        } else {
            out.raw("<data value=\"")
                    .text(Double.toString(figure.value()))
                    .raw("\">")
                    .text(text)
                    .raw("</data>");
        }
    }
}
