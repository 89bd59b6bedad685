// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.report;

import java.util.ArrayList;
import java.util.List;

/**
 * How many there are in each range of values, in parts that are stacked.
 *
 * @param title what it shows
 * @param description what there is to see
 * @param x axis of the values
 * @param countLabel what is counted
 * @param parts names of the parts, the lowest first
 * @param bars the ranges
 * @param marks values that are marked by a line
 */
public record Histogram(
        String title,
        String description,
        Axis x,
        String countLabel,
        List<String> parts,
        List<Bar> bars,
        List<Mark> marks)
        implements Chart {

    /**
     * A range of values.
     *
     * @param from its lower end
     * @param to its upper end
     * @param counts how many there are, by part
     */
    public record Bar(double from, double to, List<Double> counts) {

        /** Copies the counts. */
        public Bar {
            counts = List.copyOf(counts);
        }

        double total() {
            return counts.stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    /**
     * A marked value.
     *
     * @param label what it is
     * @param at the value
     */
    public record Mark(String label, double at) {}

    /** Copies the lists. */
    public Histogram {
        parts = List.copyOf(parts);
        bars = List.copyOf(bars);
        marks = List.copyOf(marks);
    }

    /** Axis of the counts. */
    Axis counts() {
        List<Double> totals = new ArrayList<>(List.of(0.0));
        bars.forEach(bar -> totals.add(bar.total()));
        return Axis.fitted(countLabel, Format.COUNT, totals);
    }
}
