// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

/**
 * Student's t quantiles of one confidence for any number of values, computed once.
 *
 * <p>Immutable and thread-safe.
 */
final class Quantiles {

    /**
     * Values beyond which the quantile is no longer computed: from here to infinity it falls by 0.2
     * percent, so keeping it is on the safe side.
     */
    private static final int EXACT = 1000;

    private final double[] quantiles;

    /**
     * Quantiles of a confidence.
     *
     * @param most most values that will be asked for
     */
    Quantiles(double confidence, int most) {
        this.quantiles = new double[Math.max(2, Math.min(most, EXACT)) + 1];
        for (int count = 2; count < quantiles.length; count++) {
            quantiles[count] = StudentT.twoSided(confidence, count - 1);
        }
    }

    /** Half the width of the interval of the mean of some values, at least two. */
    double reach(PassStatistics values) {
        return quantiles[Math.min(values.count(), quantiles.length - 1)] * values.standardError();
    }
}
