// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Builds one page that needs nothing else: no script, no file, no network. Equal content gives
 * equal text.
 *
 * <p>The page is HTML that is well-formed as XML too; its numbers carry their exact values in
 * {@code <data value>}.
 */
public final class HtmlReport {

    private static final String STYLE = "report.css";

    /**
     * One of the numbers that the page is about.
     *
     * @param name what it is
     * @param value the number
     * @param note what to hold it against, or the empty string
     */
    public record Fact(String name, Cell.Figure value, String note) {}

    private final String title;
    private final Markup body = new Markup();
    private int charts;

    private HtmlReport(String title) {
        this.title = title;
    }

    /** A page with a title and a sentence that says what it is about. */
    public static HtmlReport titled(String title, String lead) {
        HtmlReport report = new HtmlReport(title);
        report.body.element("h1", title).raw("\n<p class=\"lead\">").text(lead).raw("</p>\n");
        return report;
    }

    /** Adds a heading. */
    public HtmlReport heading(String text) {
        body.element("h2", text).raw("\n");
        return this;
    }

    /** Adds a paragraph. */
    public HtmlReport text(String text) {
        body.element("p", text).raw("\n");
        return this;
    }

    /** Adds lines as they would be typed. */
    public HtmlReport code(String text) {
        body.raw("<pre><code>").text(text).raw("</code></pre>\n");
        return this;
    }

    /** Adds the numbers that matter the most. */
    public HtmlReport facts(List<Fact> facts) {
        body.raw("<dl class=\"facts\">\n");
        for (Fact fact : facts) {
            body.raw("<div>").element("dt", fact.name()).raw("<dd>");
            TableMarkup.figure(body, fact.value());
            if (!fact.note().isEmpty()) {
                body.element("small", fact.note());
            }
            body.raw("</dd></div>\n");
        }
        body.raw("</dl>\n");
        return this;
    }

    /** Adds a table. */
    public HtmlReport table(Table table) {
        TableMarkup.append(body, table);
        return this;
    }

    /** Adds a chart, with its numbers as a table to unfold. */
    public HtmlReport chart(Chart chart, Table numbers) {
        charts++;
        body.raw("<figure>\n<figcaption>").text(chart.title()).raw("</figcaption>\n");
        ChartMarkup.append(body, chart, charts);
        body.raw("<p class=\"note\">").text(chart.description()).raw("</p>\n");
        body.raw("<details><summary>The numbers</summary>\n");
        TableMarkup.append(body, numbers);
        body.raw("</details>\n</figure>\n");
        return this;
    }

    /** The page. */
    public String render() {
        return new Markup()
                .raw("<!DOCTYPE html>\n")
                .raw("<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n")
                .raw("<meta charset=\"utf-8\"/>\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width\"/>\n")
                .raw("<meta name=\"color-scheme\" content=\"light dark\"/>\n")
                .element("title", title)
                .raw("\n<style>\n")
                .raw(style())
                .raw("</style>\n</head>\n<body>\n<main>\n")
                .raw(body.toString())
                .raw("</main>\n</body>\n</html>\n")
                .toString();
    }

    private static String style() {
        try (var in = HtmlReport.class.getResourceAsStream(STYLE)) {
            if (in == null) {
                throw new IllegalStateException("The jar of the command lacks " + STYLE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
