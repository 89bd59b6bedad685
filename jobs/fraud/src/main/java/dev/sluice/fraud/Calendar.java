// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

/** Day and hour of a time, UTC, without objects. */
final class Calendar {

    private static final long HOUR_MS = 3_600_000L;

    /** The epoch began on a Thursday. */
    private static final int EPOCH_WEEKDAY = 3;

    private static final int SATURDAY = 5;
    private static final int LAST_NIGHT_HOUR = 6;
    private static final double DAY_TO_RADIANS = 2 * StrictMath.PI / FraudFeatures.DAY_MS;

    private Calendar() {}

    static boolean isWeekend(long timeMs) {
        long day = Math.floorDiv(timeMs, FraudFeatures.DAY_MS);
        return Math.floorMod(day + EPOCH_WEEKDAY, 7) >= SATURDAY;
    }

    /** Hours 0 to 6, as the handbook has it. */
    static boolean isNight(long timeMs) {
        return Math.floorMod(timeMs, FraudFeatures.DAY_MS) / HOUR_MS <= LAST_NIGHT_HOUR;
    }

    /** Time of day as an angle. */
    static double angle(long timeMs) {
        return Math.floorMod(timeMs, FraudFeatures.DAY_MS) * DAY_TO_RADIANS;
    }

    static double hours(long spanMs) {
        return (double) spanMs / HOUR_MS;
    }
}
