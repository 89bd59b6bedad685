// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.report;

import dev.sluice.cli.report.Series.Look;
import dev.sluice.cli.report.Series.Point;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class HtmlReportTest {

    private static final String NASTY = "<script>alert('a & \"b\"')</script>\u0001";

    private static final Table TABLE =
            new Table(
                    "numbers",
                    List.of("name", "value"),
                    List.of(
                            List.of(Cell.of("one"), Cell.of(0.123456789, Format.SCORE)),
                            List.of(Cell.of("none"), Cell.of(Double.NaN, Format.SCORE))));

    private static final Axis UNIT = Axis.of("x", Scale.LINEAR, Format.SCORE, List.of(0.0, 1.0));

    private static final LineChart LINES =
            new LineChart(
                    "lines",
                    "a line",
                    UNIT,
                    UNIT,
                    List.of(
                            new Series(
                                    "series",
                                    Look.LINE,
                                    0,
                                    List.of(
                                            Point.of(0, 0),
                                            new Point(0.5, 1, 0.5, 1),
                                            Point.of(1, 0.5),
                                            Point.of(0.7, Double.NaN)))));

    private static final Histogram HISTOGRAM =
            new Histogram(
                    "histogram",
                    "bars",
                    UNIT,
                    "events",
                    List.of(new Part("low", 0), new Part("high", 1)),
                    List.of(
                            new Histogram.Bar(0, 0.5, List.of(3.0, 1.0)),
                            new Histogram.Bar(0.5, 1, List.of(0.0, 2.0))),
                    List.of(new Histogram.Mark("price", 0.5)));

    private static final ShareBars SHARES =
            new ShareBars(
                    "shares",
                    "parts",
                    List.of(new Part("a", 0), new Part("b", 1)),
                    List.of(new ShareBars.Bar("whole", List.of(1.0, 3.0))));

    @Test
    void isWellFormedWhateverTheText() throws Exception {
        String page =
                HtmlReport.titled(NASTY, NASTY)
                        .heading(NASTY)
                        .text(NASTY)
                        .code(NASTY)
                        .table(new Table(NASTY, List.of(NASTY), List.of(List.of(Cell.of(NASTY)))))
                        .render();

        Document parsed = Pages.parse(page);

        assertThat(Pages.elements(parsed, "script")).isEmpty();
        assertThat(Pages.elements(parsed, "h1").get(0).getTextContent())
                .isEqualTo(NASTY.replace('\u0001', '\uFFFD'));
    }

    @Test
    void needsNothingFromElsewhere() {
        assertThat(all())
                .doesNotContain("<script", "<link", "<img", "@import", "url(", "src=")
                .doesNotContainPattern("(?<!xmlns=\")https?://");
    }

    @Test
    void isLightAndDark() {
        assertThat(all()).contains("prefers-color-scheme: dark");
    }

    @Test
    void givesEachChartATitleADescriptionAndATable() throws Exception {
        Document page = Pages.parse(all());

        List<Element> charts = Pages.elements(page, "svg");

        assertThat(charts).hasSize(3);
        for (Element chart : charts) {
            String[] ids = chart.getAttribute("aria-labelledby").split(" ");
            assertThat(ids).hasSize(2);
            assertThat(all()).containsOnlyOnce("id=\"" + ids[0] + "\"");
            assertThat(all()).containsOnlyOnce("id=\"" + ids[1] + "\"");
            assertThat(((Element) chart.getParentNode()).getElementsByTagName("table").getLength())
                    .isEqualTo(1);
        }
    }

    @Test
    void keepsTheExactValueOfANumber() throws Exception {
        Document page = Pages.parse(HtmlReport.titled("t", "l").table(TABLE).render());

        assertThat(Pages.values(page)).containsExactly(0.123456789);
        assertThat(Pages.elements(page, "data").get(0).getTextContent()).isEqualTo("0.1235");
        assertThat(Pages.elements(page, "td").get(1).getTextContent()).isEqualTo("–");
    }

    @Test
    void placesPointsByTheirValues() throws Exception {
        Document page = Pages.parse(HtmlReport.titled("t", "l").chart(LINES, TABLE).render());

        // The plot is 300 high; its left end leaves room for labels of 6 letters.
        Element line = Pages.elements(page, "polyline").get(0);
        double[] at = numbers(line.getAttribute("points"));

        assertThat(at).hasSize(6);
        assertThat(at[2] - at[0]).isCloseTo(at[4] - at[2], within(0.01));
        assertThat(at[1] - at[3]).isEqualTo(300);
        assertThat(at[1] - at[5]).isEqualTo(150);
        assertThat(at[4]).isEqualTo(720 - 24);
    }

    @Test
    void drawsBarsInProportion() throws Exception {
        Document page = Pages.parse(HtmlReport.titled("t", "l").chart(SHARES, TABLE).render());

        List<Double> widths =
                Pages.elements(page, "rect").stream()
                        .skip(2)
                        .map(bar -> Double.valueOf(bar.getAttribute("width")))
                        .toList();

        assertThat(widths).hasSize(2);
        assertThat(widths.get(1)).isEqualTo(3 * widths.get(0));
    }

    @Test
    void isTheSameForTheSameContent() {
        assertThat(all()).isEqualTo(all());
    }

    @Test
    void refusesARowThatDoesNotFitItsTable() {
        assertThatThrownBy(() -> new Table("t", List.of("a", "b"), List.of(List.of(Cell.of("c")))))
                .hasMessageContaining("row of 1 cells");
    }

    private static String all() {
        return HtmlReport.titled("title", "lead")
                .facts(List.of(new HtmlReport.Fact("n", new Cell.Figure(1, Format.COUNT), "note")))
                .chart(LINES, TABLE)
                .chart(HISTOGRAM, TABLE)
                .chart(SHARES, TABLE)
                .render();
    }

    private static double[] numbers(String points) {
        return Arrays.stream(points.split("[ ,]")).mapToDouble(Double::parseDouble).toArray();
    }
}
