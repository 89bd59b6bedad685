// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors.simulation;

/** The time of a simulated sensor: even steps, and what people do at them. */
final class Clock {

    private static final long DAY_MS = 86_400_000;
    private static final int EPOCH_DAY = 3;
    private static final int WEEK = 7;
    private static final int SATURDAY = 5;

    private final long fromMs;
    private final long stepMs;
    private final int length;

    Clock(long fromMs, long stepMs, int length) {
        this.fromMs = fromMs;
        this.stepMs = stepMs;
        this.length = length;
    }

    int length() {
        return length;
    }

    /** Steps of a day. */
    int day() {
        return (int) Math.max(1, DAY_MS / stepMs);
    }

    long timeMs(int step) {
        return fromMs + step * stepMs;
    }

    /**
     * A daily habit between 0 and 1: some harmonics, office hours or sharp peaks, less at weekends.
     */
    double[] habit(Chance chance) {
        int day = day();
        double[] profile = new double[day];
        int harmonics = chance.whole(1, 5);
        for (int h = 1; h <= harmonics; h++) {
            double weight = chance.gaussian() / h;
            double phase = chance.uniform(0, 1);
            for (int i = 0; i < day; i++) {
                profile[i] += weight * StrictMath.sin(2 * Math.PI * (h * (double) i / day + phase));
            }
        }
        normalize(profile);
        sharpen(chance, profile);
        double weekend = chance.happens(1.0 / 3) ? chance.uniform(0.3, 0.9) : 1;
        double[] habit = new double[length];
        for (int i = 0; i < length; i++) {
            long time = timeMs(i);
            long weekday = Math.floorMod(Math.floorDiv(time, DAY_MS) + EPOCH_DAY, (long) WEEK);
            int at = (int) (Math.floorMod(time, DAY_MS) * day / DAY_MS);
            habit[i] = profile[at] * (weekday >= SATURDAY ? weekend : 1);
        }
        return habit;
    }

    private static void sharpen(Chance chance, double[] profile) {
        if (chance.happens(0.25)) {
            double open = chance.uniform(0.3, 0.7);
            for (int i = 0; i < profile.length; i++) {
                profile[i] = profile[i] > open ? 1 : 0;
            }
        } else if (chance.happens(0.3)) {
            double power = chance.uniform(1.5, 4);
            for (int i = 0; i < profile.length; i++) {
                profile[i] = StrictMath.pow(profile[i], power);
            }
        }
    }

    private static void normalize(double[] profile) {
        double low = Double.MAX_VALUE;
        double high = -Double.MAX_VALUE;
        for (double value : profile) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        for (int i = 0; i < profile.length; i++) {
            profile[i] = (profile[i] - low) / (high - low + 1e-9);
        }
    }
}
