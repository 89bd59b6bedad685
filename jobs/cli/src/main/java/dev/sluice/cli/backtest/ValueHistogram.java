// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionSource;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import java.util.ArrayList;
import java.util.List;

/**
 * How much deep looks were worth to the gate, beside its price.
 *
 * @param price what a look has to be worth, with half of the savings left
 * @param bins numbers of events by value; the width of a bin is a constant factor, and the first
 *     one also has all that is worth less
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ValueHistogram(double price, List<Bin> bins) {

    private static final int BINS = 24;

    /** Least value that is told apart from nothing, as a part of the highest. */
    private static final double SPAN = 1e-6;

    /**
     * A range of values.
     *
     * @param from lower end, inclusive
     * @param to upper end, exclusive but for the last
     * @param deep events that deep decided
     * @param firstPass events that the first pass decided
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Bin(double from, double to, int deep, int firstPass) {}

    /** Copies the bins. */
    public ValueHistogram {
        bins = List.copyOf(bins);
    }

    /** The values of decisions; no bins if no look was worth anything. */
    static ValueHistogram of(double price, List<Decision> decisions) {
        double[] values = decisions.stream().mapToDouble(d -> d.appraisal().value()).toArray();
        double highest = 0;
        double lowest = Double.MAX_VALUE;
        for (double value : values) {
            if (value > 0) {
                highest = Math.max(highest, value);
                lowest = Math.min(lowest, value);
            }
        }
        if (!(highest > 0)) {
            return new ValueHistogram(price, List.of());
        }
        double from = Math.max(lowest, highest * SPAN);
        double step = Math.max(Math.log(highest / from) / BINS, SPAN);
        int[] deep = new int[BINS];
        int[] firstPass = new int[BINS];
        for (int i = 0; i < values.length; i++) {
            int bin =
                    values[i] <= from
                            ? 0
                            : Math.min(BINS - 1, (int) (Math.log(values[i] / from) / step));
            if (decisions.get(i).source() == DecisionSource.DEEP) {
                deep[bin]++;
            } else {
                firstPass[bin]++;
            }
        }
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            bins.add(
                    new Bin(
                            from * Math.exp(bin * step),
                            from * Math.exp((bin + 1) * step),
                            deep[bin],
                            firstPass[bin]));
        }
        return new ValueHistogram(price, bins);
    }
}
