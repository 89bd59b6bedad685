// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.report;

import java.util.List;

/**
 * Lines and points over two axes.
 *
 * @param title what it shows
 * @param description what there is to see
 * @param x first axis
 * @param y second axis
 * @param series the lines and points
 */
public record LineChart(String title, String description, Axis x, Axis y, List<Series> series)
        implements Chart {

    /** Copies the series. */
    public LineChart {
        series = List.copyOf(series);
    }
}
