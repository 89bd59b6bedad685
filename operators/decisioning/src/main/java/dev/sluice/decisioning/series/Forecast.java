// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.series;

/**
 * Forecasts the next value from the last ones, learning as it goes: a normalised least mean squares
 * filter (Haykin, "Adaptive Filter Theory", chapter 6) around a running mean.
 *
 * <p>Mutable, not thread-safe.
 */
public final class Forecast {

    private static final int ORDER = 8;
    private static final double RATE = 0.02;
    private static final double SLOWEST = 0.005;

    /** Errors are clipped at so many times their usual size: a fault must not be learned. */
    private static final double CLIP = 4;

    private static final double SPREAD_CLIP = 5;
    private static final double RIDGE = 0.01;

    /** Values seen. */
    public long count;

    /** Weights, that of the last value first. */
    public double[] weights = {1, 0, 0, 0, 0, 0, 0, 0};

    /** The last values, newest first. */
    public double[] recent = new double[ORDER];

    /** Usual size of the error. */
    public double spread;

    /** Nothing learned. */
    public Forecast() {}

    /** Whether enough was seen to forecast. */
    public boolean isReady() {
        return count > ORDER;
    }

    /** The next value, around a mean. */
    public double next(double mean) {
        double forecast = mean;
        for (int i = 0; i < ORDER; i++) {
            forecast += weights[i] * (recent[i] - mean);
        }
        return forecast;
    }

    /**
     * Learns the value that came.
     *
     * @param value the value
     * @param error the value less the forecast; not looked at before it {@link #isReady()}
     * @param mean what was forecast around
     * @param range range of the series
     */
    public void learn(double value, double error, double mean, double range) {
        if (isReady()) {
            double power = 0;
            for (double past : recent) {
                power += (past - mean) * (past - mean);
            }
            double limit = CLIP * Math.max(spread, 1e-9);
            double step =
                    RATE
                            * Math.max(-limit, Math.min(limit, error))
                            / (power + 1e-9 + ORDER * range * range * RIDGE);
            for (int i = 0; i < ORDER; i++) {
                weights[i] += step * (recent[i] - mean);
            }
            double size = Math.abs(error);
            double learned = spread > 0 ? Math.min(size, SPREAD_CLIP * spread) : size;
            spread += Math.max(1.0 / (count - ORDER + 1), SLOWEST) * (learned - spread);
        }
        System.arraycopy(recent, 0, recent, 1, ORDER - 1);
        recent[0] = value;
        count++;
    }
}
