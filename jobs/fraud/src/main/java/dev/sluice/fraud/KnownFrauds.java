// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.decisioning.window.Positives;

import java.util.Arrays;

/**
 * What a terminal's known frauds say at a moment: how many were small, and how long ago the first
 * and the last were.
 *
 * <p>Counted back from {@link FraudFeatures#TERMINAL_DELAY_MS} before the moment, as all that is
 * said of a terminal. Not thread-safe: one instance a task, all terminals share it.
 */
final class KnownFrauds {

    private static final long[] WIDTHS = FraudFeatures.smallFraudWidthsMs();
    private static final long RUN_MS = WIDTHS[WIDTHS.length - 1];
    private static final long LONGEST_MS = FraudFeatures.widthsMs()[FraudFeatures.WINDOWS - 1];

    private final int[] small = new int[WIDTHS.length];
    private long sinceFraud;
    private long sinceClean;
    private long sinceSmall;
    private long sinceFirstSmall;
    private int smallAfterClean;

    /**
     * Looks through the frauds.
     *
     * @param frauds known frauds, maybe before or after what counts
     * @param timeMs the moment
     * @param horizonMs time before which no event may come any more
     * @param lastCleanMs time of the last transaction that is not known as fraud, Long.MIN_VALUE if
     *     there is none
     */
    void read(Positives frauds, long timeMs, long horizonMs, long lastCleanMs) {
        long end = timeMs - FraudFeatures.TERMINAL_DELAY_MS;
        long now = Math.max(timeMs, horizonMs);
        clear();
        if (lastCleanMs != Long.MIN_VALUE) {
            sinceClean = end - lastCleanMs;
        }
        for (int i = frauds.size - 1; i >= 0; i--) {
            long age = end - frauds.times[i];
            if (age >= LONGEST_MS) {
                break;
            }
            if (age < 0 || frauds.availableAts[i] > now) {
                continue;
            }
            sinceFraud = Math.min(sinceFraud, age);
            if (frauds.amounts[i] <= FraudFeatures.SMALL_FRAUD_MINOR) {
                small(age, frauds.times[i] > lastCleanMs);
            }
        }
    }

    /** Writes counts of small frauds, and days since; returns the place behind. */
    int write(float[] features, int from) {
        int at = from;
        for (int count : small) {
            features[at++] = count;
        }
        features[at++] = FraudFeatures.days(sinceFraud);
        features[at++] = FraudFeatures.days(sinceClean);
        features[at++] = FraudFeatures.days(sinceSmall);
        features[at++] = FraudFeatures.days(sinceFirstSmall);
        return at;
    }

    /** Small frauds since the last transaction that is not known as fraud. */
    int smallAfterClean() {
        return smallAfterClean;
    }

    private void small(long age, boolean afterClean) {
        sinceSmall = Math.min(sinceSmall, age);
        smallAfterClean += afterClean ? 1 : 0;
        for (int i = 0; i < WIDTHS.length; i++) {
            small[i] += age < WIDTHS[i] ? 1 : 0;
        }
        if (age < RUN_MS) {
            sinceFirstSmall = age;
        }
    }

    private void clear() {
        Arrays.fill(small, 0);
        sinceFraud = LONGEST_MS;
        sinceClean = LONGEST_MS;
        sinceSmall = LONGEST_MS;
        sinceFirstSmall = 0;
        smallAfterClean = 0;
    }
}
