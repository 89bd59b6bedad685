// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.window;

import java.util.Arrays;

/**
 * What an entity usually spends, from its last events, and how often it left that lately.
 *
 * <p>Location and spread are robust (median, interquartile range, and the mean of what is at most
 * three medians): a few fraudulent amounts do not become usual. Filled newest first, {@link #clear}
 * between events; the cost of an event grows with the rows of the history only, which are bounded.
 * Not thread-safe: one instance a task, all entities share it.
 */
public final class AmountProfile {

    /** Amounts above so many usual ones are unusual. */
    public static final float UNUSUAL = 3;

    /** Medians beyond which an amount does not tell what is usual. */
    private static final float TRIM = 3;

    /** Keeps ratios to small amounts small: one unit of money. */
    private static final float UNIT = 1;

    private final long[] horizonsMs;
    private final int[] unusual;
    private final long[] agesMs;
    private final float[] amounts;
    private final float[] sorted;
    private int rows;
    private float median;
    private float range;
    private float usual;
    private float highest;
    private long lastUnusualMs;
    private long firstUnusualMs;

    /**
     * A profile.
     *
     * @param capacity most events that are looked at
     * @param horizonsMs how far back unusual amounts are counted, milliseconds, ascending
     */
    public AmountProfile(int capacity, long... horizonsMs) {
        this.horizonsMs = horizonsMs.clone();
        this.unusual = new int[horizonsMs.length];
        this.agesMs = new long[capacity];
        this.amounts = new float[capacity];
        this.sorted = new float[capacity];
    }

    /** Forgets the entity before. */
    public void clear() {
        rows = 0;
    }

    /**
     * Adds an earlier event, the newest first.
     *
     * @param ageMs how long before the judged event it happened
     * @param amount its amount in major units
     */
    public void add(long ageMs, float amount) {
        agesMs[rows] = ageMs;
        amounts[rows] = amount;
        rows++;
    }

    /** Works out what is usual; of an entity without a past, the amount itself is. */
    public void settle(float amount) {
        lastUnusualMs = Long.MAX_VALUE;
        firstUnusualMs = 0;
        highest = 0;
        Arrays.fill(unusual, 0);
        if (rows == 0) {
            median = amount;
            usual = amount;
            range = 0;
            return;
        }
        System.arraycopy(amounts, 0, sorted, 0, rows);
        Arrays.sort(sorted, 0, rows);
        median = sorted[rows / 2];
        range = sorted[3 * rows / 4] - sorted[rows / 4];
        usual = trimmedMean();
        long longest = horizonsMs[horizonsMs.length - 1];
        for (int i = 0; i < rows && agesMs[i] < longest; i++) {
            float ratio = ratio(amounts[i]);
            highest = Math.max(highest, ratio);
            if (ratio > UNUSUAL) {
                count(agesMs[i]);
            }
        }
    }

    /** Earlier events that were looked at. */
    public int rows() {
        return rows;
    }

    /** Mean of the amounts that are at most three medians, major units. */
    public float usual() {
        return usual;
    }

    /** How many times the usual amount an amount is. */
    public float ratio(float amount) {
        return amount / (usual + UNIT);
    }

    /** How many medians an amount is. */
    public float toMedian(float amount) {
        return amount / (median + UNIT);
    }

    /** How many interquartile ranges an amount is from the median. */
    public float deviation(float amount) {
        return (amount - median) / (range + UNIT);
    }

    /** Unusual amounts within a horizon, by its index. */
    public int unusual(int horizon) {
        return unusual[horizon];
    }

    /** The highest ratio within the longest horizon, 0 without events. */
    public float highest() {
        return highest;
    }

    /** Age of the last unusual amount within the longest horizon, Long.MAX_VALUE if none. */
    public long lastUnusualMs() {
        return lastUnusualMs;
    }

    /** Age of the first unusual amount within the longest horizon, 0 if none. */
    public long firstUnusualMs() {
        return firstUnusualMs;
    }

    private float trimmedMean() {
        double sum = 0;
        int kept = 0;
        while (kept < rows && sorted[kept] <= TRIM * median) {
            sum += sorted[kept++];
        }
        return (float) (sum / kept);
    }

    private void count(long ageMs) {
        for (int i = 0; i < horizonsMs.length; i++) {
            if (ageMs < horizonsMs[i]) {
                unusual[i]++;
            }
        }
        lastUnusualMs = Math.min(lastUnusualMs, ageMs);
        firstUnusualMs = ageMs;
    }
}
