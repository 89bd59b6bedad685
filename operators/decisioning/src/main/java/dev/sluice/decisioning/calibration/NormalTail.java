// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.calibration;

/** How rare a value of a standard normal distribution is, down to the smallest probabilities. */
public final class NormalTail {

    /** From here on the continued fraction converges fast enough. */
    private static final double FAR = 1.5;

    private static final int TERMS = 100;

    private NormalTail() {}

    /**
     * The probability of a larger value, with a relative error below 1e-13: half the complementary
     * error function of {@code z / sqrt(2)}.
     *
     * <p>Abramowitz and Stegun, "Handbook of Mathematical Functions": the series 7.1.6 in the
     * middle, the continued fraction 7.1.14 in the tails.
     */
    public static double above(double z) {
        double x = Math.abs(z) / StrictMath.sqrt(2);
        double tail = x < FAR ? (1 - near(x)) / 2 : far(x) / 2;
        return z < 0 ? 1 - tail : tail;
    }

    /** The error function near 0; all terms are positive. */
    private static double near(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < TERMS; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / StrictMath.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
    }

    /** The complementary error function far from 0. */
    private static double far(double x) {
        double fraction = x;
        for (int n = TERMS; n > 0; n--) {
            fraction = x + n / 2.0 / fraction;
        }
        return StrictMath.exp(-x * x) / StrictMath.sqrt(Math.PI) / fraction;
    }
}
