// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.nab;

import dev.sluice.decisioning.calibration.NormalTail;

/**
 * The benchmark's sliding-threshold baseline: how far a value is out in a normal distribution with
 * the mean and deviation of a window before it.
 *
 * <p>The window grows with each reading up to its size, and then moves on by a step. Scores have
 * twelve significant digits, as those that were published: it is mostly ties at 1 that the
 * threshold of the profile with a low rate of false positives is about.
 */
public final class WindowedGaussian implements NabDetector {

    /** Most readings of a window. */
    static final int WINDOW = 6_400;

    /** Readings that a full window moves on by. */
    static final int STEP = 150;

    private static final double SMALLEST_DEVIATION = 1e-6;
    private static final double DIGITS = 1e12;

    /** A detector; it has no settings. */
    public WindowedGaussian() {}

    @Override
    public String name() {
        return "windowed-gaussian";
    }

    @Override
    public Scores score(long[] timesMs, double[] values) {
        double[] scores = new double[values.length];
        Moments moments = new Moments();
        for (int row = 0; row < values.length; row++) {
            scores[row] = row == 0 ? 0 : moments.score(values[row]);
            int end = row + 1;
            if (end <= WINDOW) {
                moments.add(values[row]);
            } else if ((end - WINDOW) % STEP == 0) {
                moments = new Moments();
                for (int i = end - WINDOW; i < end; i++) {
                    moments.add(values[i]);
                }
            }
        }
        return new Scores(scores, 0);
    }

    /** Mean and deviation by Welford's recurrence: exact for a flat line. */
    private static final class Moments {

        private int count;
        private double mean;
        private double squares;

        void add(double value) {
            count++;
            double before = value - mean;
            mean += before / count;
            squares += before * (value - mean);
        }

        double score(double value) {
            double deviation = Math.sqrt(squares / count);
            double distance = Math.abs(value - mean);
            double tail =
                    NormalTail.above(distance / (deviation > 0 ? deviation : SMALLEST_DEVIATION));
            return Math.rint((1 - tail) * DIGITS) / DIGITS;
        }
    }
}
