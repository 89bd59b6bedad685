// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.series;

/**
 * How rough a series is of late, against how rough it usually is.
 *
 * <p>Mutable, not thread-safe.
 */
public final class Roughness {

    private static final double SHORT = 0.05;
    private static final double SLOWEST = 0.002;
    private static final double SLOWEST_USUAL = 0.003;
    private static final int FIRST = 5;
    private static final int UNSETTLED = 20;
    private static final int SETTLED = 40;
    private static final double CLIP = 25;
    private static final double SMALLEST = 1e-6;
    private static final double USUAL_CLIP = 3;
    private static final double NARROWEST = 0.15;

    /** Updates. */
    public long count;

    /** Mean square of the last changes. */
    public double lately;

    /** Mean square of all changes. */
    public double usually;

    /** Usual logarithm of the ratio of both. */
    public double center;

    /** Mean square of the distance from that. */
    public double variance;

    /** The last logarithm of the ratio. */
    public double ratio;

    /** Nothing learned. */
    public Roughness() {}

    /**
     * Takes the next change and tells how unusual the roughness is now, in usual distances: above 0
     * rougher, below smoother.
     *
     * @param change the change
     * @param range range of the series
     */
    public double add(double change, double range) {
        double square = change * change;
        double smallest = SMALLEST * range * range;
        double clipped =
                count > UNSETTLED / 2 ? Math.min(square, CLIP * usually + smallest) : square;
        lately += (count > UNSETTLED ? SHORT : 1.0 / (count + 1)) * (square - lately);
        ratio = count > FIRST ? StrictMath.log((lately + smallest) / (usually + smallest)) : 0;
        usually += Math.max(1.0 / (count + 1), SLOWEST) * (clipped - usually);
        double distance = ratio - center;
        double unusual = distance / Math.max(Math.sqrt(variance), NARROWEST);
        if (count > SETTLED) {
            double learned = Math.max(1.0 / (count - SETTLED + 1), SLOWEST_USUAL);
            double limited = Math.max(-USUAL_CLIP, Math.min(USUAL_CLIP, distance));
            center += learned * limited;
            variance += learned * (limited * limited - variance);
        }
        count++;
        return unusual;
    }
}
