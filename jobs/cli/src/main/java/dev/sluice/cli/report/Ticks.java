// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.report;

import java.util.ArrayList;
import java.util.List;

/** Round values along an axis. */
final class Ticks {

    private static final int ABOUT = 5;
    private static final double[] ROUND = {1, 2, 2.5, 5, 10};
    private static final int MOST_POWERS = 8;

    private Ticks() {}

    /** Ticks in round steps, the first at or below all values, the last at or above. */
    static List<Double> linear(List<Double> values) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            if (Double.isFinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        if (low > high) {
            return List.of(0.0, 1.0);
        }
        if (low == high) {
            double margin = low == 0 ? 1 : Math.abs(low) / 10;
            low -= margin;
            high += margin;
        }
        double step = step((high - low) / ABOUT);
        List<Double> ticks = new ArrayList<>();
        long last = (long) Math.ceil(high / step - 1e-9);
        for (long i = (long) Math.floor(low / step + 1e-9); i <= last; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** Powers of ten between two values. */
    static List<Double> powers(double from, double to) {
        int first = (int) Math.ceil(Math.log10(from) - 1e-9);
        int last = (int) Math.floor(Math.log10(to) + 1e-9);
        int step = Math.max(1, (last - first) / MOST_POWERS + 1);
        List<Double> ticks = new ArrayList<>();
        for (int power = first; power <= last; power += step) {
            ticks.add(Math.pow(10, power));
        }
        return ticks;
    }

    private static double step(double about) {
        double power = Math.pow(10, Math.floor(Math.log10(about)));
        for (double round : ROUND) {
            if (round * power >= about * (1 - 1e-9)) {
                return round * power;
            }
        }
        return 10 * power;
    }
}
