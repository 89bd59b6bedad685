// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.series;

/**
 * What the channels of one entity have in common, and how far each is from what the others let
 * expect of it.
 *
 * <p>The common part is the first principal component, learned as values come (Oja, "A Simplified
 * Neuron Model as a Principal Component Analyzer", 1982); a channel is compared with its regression
 * on it, over a short mean of what remains. Mutable, not thread-safe.
 */
public final class CommonFactor {

    private static final double RATE = 0.02;
    private static final int FIRST_RATE = 5;
    private static final double SHORT = 0.2;
    private static final double SLOWEST = 0.003;
    private static final double CLIP = 5;
    private static final double NARROWEST = 0.02;

    /** Values that are not learned from: until then nobody knows what is far for a channel. */
    private static final int UNKNOWN = 30;

    /** Values after which a distance is told. */
    private static final int UNSETTLED = 60;

    /** Farther values count as this far: one of them would be what is learned for long. */
    private static final double FARTHEST = 3;

    /** Updates. */
    public long count;

    /** Weight of each channel in the common part. */
    public double[] weights = new double[0];

    /** Products of each channel with the common part. */
    public double[] products = new double[0];

    /** Square of the common part. */
    public double power;

    /** Short mean of what remains of each channel. */
    public double[] rests = new double[0];

    /** Usual square of that. */
    public double[] squares = new double[0];

    /** Nothing learned. */
    public CommonFactor() {}

    /**
     * Takes the values of all channels at a time and tells how far the one that is farthest from
     * the others is from them, in usual distances; 0 as long as too little is known.
     *
     * @param values one a channel, around 0 and of similar spread; NaN where there is none
     * @param width channels; as many in every call, or all is learned anew
     */
    public double add(double[] values, int width) {
        if (weights.length != width) {
            restart(width);
        }
        if (count < UNKNOWN) {
            count++;
            return 0;
        }
        double common = common(values, width);
        double learned = Math.max(1.0 / (count - UNKNOWN + 1), SLOWEST);
        power += learned * (common * common - power);
        double rate = Math.max(RATE, 1.0 / (count - UNKNOWN + FIRST_RATE)) / (power + NARROWEST);
        double farthest = 0;
        for (int i = 0; i < width; i++) {
            if (Double.isNaN(values[i])) {
                continue;
            }
            double value = clipped(values[i]);
            weights[i] += rate * common * (value - common * weights[i]);
            products[i] += learned * (value * common - products[i]);
            double rest = value - common * products[i] / (power + NARROWEST);
            rests[i] += SHORT * (rest - rests[i]);
            if (count >= UNSETTLED) {
                farthest = Math.max(farthest, distance(i));
            }
        }
        count++;
        return farthest;
    }

    /** How far a channel is from what the others let expect, which is learned, too. */
    private double distance(int channel) {
        double size = Math.abs(rests[channel]);
        double usual = Math.max(Math.sqrt(squares[channel]), NARROWEST);
        boolean isFirst = count == UNSETTLED;
        double clipped = isFirst ? size : Math.min(size, CLIP * usual);
        double learned = Math.max(1.0 / (count - UNSETTLED + 1), SLOWEST);
        squares[channel] += learned * (clipped * clipped - squares[channel]);
        return isFirst ? 0 : size / usual;
    }

    private static double clipped(double value) {
        return Math.max(-FARTHEST, Math.min(FARTHEST, value));
    }

    private double common(double[] values, int width) {
        double common = 0;
        double length = 0;
        for (int i = 0; i < width; i++) {
            if (!Double.isNaN(values[i])) {
                common += weights[i] * clipped(values[i]);
                length += weights[i] * weights[i];
            }
        }
        return length == 0 ? 0 : common / Math.sqrt(length);
    }

    private void restart(int width) {
        count = 0;
        power = 0;
        weights = new double[width];
        // not all alike, or opposite channels would never be told apart
        for (int i = 0; i < width; i++) {
            weights[i] = (i % 2 == 0 ? 1.0 : 0.5) / Math.sqrt(width);
        }
        products = new double[width];
        rests = new double[width];
        squares = new double[width];
    }
}
