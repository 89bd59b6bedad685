// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors.simulation;

import java.util.Arrays;

/**
 * How far the first values of a channel lie apart.
 *
 * @param lowest the lowest
 * @param median the middle one
 * @param range between the outermost two hundredths
 * @param deviation standard deviation
 * @param change standard deviation of the changes
 */
record Spread(double lowest, double median, double range, double deviation, double change) {

    private static final double OUTERMOST = 0.005;

    /** Of the first so many values. */
    static Spread of(double[] values, int length) {
        double[] sorted = Arrays.copyOf(values, length);
        Arrays.sort(sorted);
        double deviation = deviation(values, length);
        double range =
                sorted[(int) ((1 - OUTERMOST) * (length - 1))]
                        - sorted[(int) (OUTERMOST * (length - 1))];
        double[] changes = new double[Math.max(1, length - 1)];
        for (int i = 1; i < length; i++) {
            changes[i - 1] = values[i] - values[i - 1];
        }
        double median = sorted[length / 2];
        return new Spread(
                sorted[0],
                median,
                Math.max(Math.max(range, 2 * deviation), 1e-3 * Math.abs(median) + 1e-6),
                deviation,
                deviation(changes, changes.length) + 1e-9);
    }

    private static double deviation(double[] values, int length) {
        double mean = 0;
        for (int i = 0; i < length; i++) {
            mean += values[i] / length;
        }
        double squares = 0;
        for (int i = 0; i < length; i++) {
            squares += (values[i] - mean) * (values[i] - mean) / length;
        }
        return Math.sqrt(squares) + 1e-9;
    }
}
