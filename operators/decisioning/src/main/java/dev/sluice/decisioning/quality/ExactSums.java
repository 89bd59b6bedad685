// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.quality;

/**
 * Sums of doubles that do not depend on the order of what is added, or taken away again, by more
 * than the rounding of the result: each is kept as an unevaluated pair (Dekker, "A floating-point
 * technique for extending the available precision", 1971).
 */
final class ExactSums {

    private ExactSums() {}

    /** Adds a value to a sum, in place. */
    static void add(double[] high, double[] low, int index, double value) {
        double sum = high[index] + value;
        double shadow = sum - high[index];
        double lost = (high[index] - (sum - shadow)) + (value - shadow);
        double rest = low[index] + lost;
        high[index] = sum + rest;
        low[index] = rest - (high[index] - sum);
    }
}
