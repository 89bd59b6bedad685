// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

/**
 * Mean and variance of the passes over one record, one pass at a time.
 *
 * <p>Welford, "Note on a method for calculating corrected sums of squares and products", 1962. The
 * order of the passes is part of the result to the bit. Not thread-safe.
 */
public final class PassStatistics {

    private int count;
    private double mean;
    private double squares;

    /** Counts one pass. */
    public void add(double value) {
        count++;
        double delta = value - mean;
        mean += delta / count;
        squares += delta * (value - mean);
    }

    /** Number of passes. */
    public int count() {
        return count;
    }

    /** Mean of the passes, 0 before the first. */
    public double mean() {
        return mean;
    }

    /** Unbiased variance of the passes, 0 before the second. */
    public double variance() {
        return count < 2 ? 0 : squares / (count - 1);
    }

    /** Root of {@link #variance()}. */
    public double deviation() {
        return Math.sqrt(variance());
    }

    /** Standard error of the mean, 0 before the second pass. */
    public double standardError() {
        return count < 2 ? 0 : Math.sqrt(variance() / count);
    }
}
