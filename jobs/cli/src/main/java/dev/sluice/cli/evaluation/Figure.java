// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation;

import java.util.List;

/**
 * A figure that was measured several times.
 *
 * @param mean mean of the values, NaN if there are none
 * @param spread their standard deviation, as of a sample; 0 for fewer than two
 */
public record Figure(double mean, double spread) {

    /** The figure of some values. */
    public static Figure of(List<Double> values) {
        double mean = values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
        double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        return new Figure(mean, values.size() < 2 ? 0 : Math.sqrt(squares / (values.size() - 1)));
    }
}
