// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench;

import java.util.Arrays;

/** Figures from samples. */
public final class Samples {

    private Samples() {}

    /**
     * The middle sample, or the mean of the two in the middle.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static double median(double[] samples) {
        double[] sorted = sorted(samples);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /**
     * The smallest sample that at least a share of the samples does not exceed.
     *
     * @param share above 0, up to 1: 0.99 for the 99th percentile
     * @throws IllegalArgumentException if there is no sample, or no such share
     */
    public static double quantile(double[] samples, double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "quantile is " + share + "; expected a share above 0 and up to 1");
        }
        double[] sorted = sorted(samples);
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    /**
     * The slope of the straight line that lies nearest to points, by least squares; 0 for one
     * point.
     *
     * @throws IllegalArgumentException if the numbers of x and y differ, or there are none
     */
    public static double slope(double[] x, double[] y) {
        if (x.length != y.length || x.length == 0) {
            throw new IllegalArgumentException(
                    x.length + " values of x, " + y.length + " of y; expected as many, at least 1");
        }
        double meanX = Arrays.stream(x).average().orElseThrow();
        double meanY = Arrays.stream(y).average().orElseThrow();
        double together = 0;
        double alone = 0;
        for (int i = 0; i < x.length; i++) {
            together += (x[i] - meanX) * (y[i] - meanY);
            alone += (x[i] - meanX) * (x[i] - meanX);
        }
        return alone == 0 ? 0 : together / alone;
    }

    private static double[] sorted(double[] samples) {
        if (samples.length == 0) {
            throw new IllegalArgumentException("There are no samples; expected at least 1");
        }
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
