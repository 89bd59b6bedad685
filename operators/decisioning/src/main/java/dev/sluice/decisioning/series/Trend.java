// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.series;

/**
 * A short mean of a series against how far such means usually are from the long one, so that it
 * does not matter how values hang together.
 *
 * <p>Mutable, not thread-safe.
 */
public final class Trend {

    private static final int UNSETTLED = 20;
    private static final double SLOWEST = 0.002;
    private static final double CLIP = 5;
    private static final double NARROWEST = 0.01;

    /** Updates. */
    public long count;

    /** The short mean. */
    public double mean;

    /** Usual distance from the long mean, with its sign. */
    public double center;

    /** Mean square of the distance from that. */
    public double variance;

    /** Nothing learned. */
    public Trend() {}

    /**
     * Takes the next value and tells how unusual the mean is now, in usual distances, with its
     * sign.
     *
     * @param value the value
     * @param rate share of the value in the new mean
     * @param longMean the long mean, the value included
     * @param range range of the series
     */
    public double add(double value, double rate, double longMean, double range) {
        mean += Math.max(rate, 1.0 / (count + 1)) * (value - mean);
        double distance = mean - longMean - center;
        double narrowest = Math.max(Math.sqrt(variance), NARROWEST * range);
        if (count > UNSETTLED) {
            double learned = Math.max(1.0 / (count - UNSETTLED + 1), SLOWEST);
            double limit = CLIP * narrowest;
            double clipped = Math.max(-limit, Math.min(limit, distance));
            center += learned * clipped;
            variance += learned * (clipped * clipped - variance);
        }
        count++;
        return distance / narrowest;
    }
}
