// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.report;

/** Charts as SVG within HTML. */
final class ChartMarkup {

    private ChartMarkup() {}

    /** Draws a chart; its number makes the ids of the page unique. */
    static void append(Markup out, Chart chart, int number) {
        Markup drawing = new Markup();
        double height;
        if (chart instanceof LineChart lines) {
            LineChartMarkup markup = new LineChartMarkup(lines);
            markup.draw(drawing);
            height = markup.height();
        } else if (chart instanceof Histogram histogram) {
            HistogramMarkup markup = new HistogramMarkup(histogram);
            markup.draw(drawing);
            height = markup.height();
        } else if (chart instanceof ShareBars bars) {
            ShareBarsMarkup markup = new ShareBarsMarkup(bars);
            markup.draw(drawing);
            height = markup.height();
        } else {
            throw new IllegalStateException("Cannot draw a " + chart.getClass());
        }
        String id = "chart-" + number;
        out.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .raw(Markup.at(Frame.WIDTH) + " " + Markup.at(height))
                .raw("\" role=\"img\" aria-labelledby=\"" + id + "-title " + id + "-desc\">\n")
                .raw("<title id=\"" + id + "-title\">")
                .text(chart.title())
                .raw("</title>\n<desc id=\"" + id + "-desc\">")
                .text(chart.description())
                .raw("</desc>\n")
                .raw(drawing.toString())
                .raw("</svg>\n");
    }
}
