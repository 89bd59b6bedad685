// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.series;

/**
 * What a series says at each hour of the day, workdays and weekends apart, learned as it goes.
 *
 * <p>An hour that was not seen on such a day is taken from the other kind of day. Mutable, not
 * thread-safe.
 */
public final class HourlyLevels {

    private static final int HOURS = 24;
    private static final long HOUR_MS = 3_600_000;
    private static final long DAY_MS = HOURS * HOUR_MS;

    /** 1970-01-01 was a Thursday. */
    private static final int EPOCH_DAY = 3;

    private static final int SATURDAY = 5;
    private static final int WEEK = 7;

    /** An hour of a kind of day speaks for itself from here on. */
    private static final int TRUSTED = 3;

    private static final double SLOWEST = 0.02;

    /** Levels by hour: workdays, then weekends. */
    public double[] levels = new double[2 * HOURS];

    /** Values of each hour. */
    public int[] counts = new int[2 * HOURS];

    /** Nothing learned. */
    public HourlyLevels() {}

    /**
     * What is usual at a time.
     *
     * @param timeMs milliseconds since the epoch, UTC
     * @param otherwise what to say of an hour that was never seen
     */
    public double expected(long timeMs, double otherwise) {
        int hour = hour(timeMs);
        int other = (hour + HOURS) % (2 * HOURS);
        if (counts[hour] >= TRUSTED) {
            return levels[hour];
        }
        if (counts[other] > counts[hour]) {
            return levels[other];
        }
        return counts[hour] > 0 ? levels[hour] : otherwise;
    }

    /**
     * Learns the value of a time.
     *
     * @param residual the value less what was expected, clipped as the caller sees fit
     * @param expected what was expected
     */
    public void learn(long timeMs, double expected, double residual) {
        int hour = hour(timeMs);
        double level = counts[hour] == 0 ? expected : levels[hour];
        double learned = counts[hour] == 0 ? 1 : Math.max(1.0 / (counts[hour] + 1), SLOWEST);
        levels[hour] = level + learned * (expected + residual - level);
        if (counts[hour] < Integer.MAX_VALUE) {
            counts[hour]++;
        }
    }

    private static int hour(long timeMs) {
        int hour = (int) (Math.floorMod(timeMs, DAY_MS) / HOUR_MS);
        int weekday = (int) Math.floorMod(Math.floorDiv(timeMs, DAY_MS) + EPOCH_DAY, (long) WEEK);
        return weekday >= SATURDAY ? HOURS + hour : hour;
    }
}
