// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.series;

/**
 * How rare values of some statistics are, by the largest values that each has had.
 *
 * <p>A statistic's largest {@value #KEPT} values are kept; the share of its past that reached a
 * value is exact among them. Values count {@value #DELAY} updates after they were given. The share
 * needs no assumption on how the statistic is distributed, as in conformal prediction (Vovk,
 * Gammerman and Shafer, "Algorithmic Learning in a Random World", 2005). Mutable, not thread-safe.
 */
public final class Tails {

    /** Largest values kept of each statistic. */
    public static final int KEPT = 32;

    /** Updates after which a value counts. */
    public static final int DELAY = 5;

    /** So slowly a peak is forgotten: by half in about 1,400 updates. */
    private static final float FORGETTING = 0.9995f;

    private static final float FLOOR = 0.05f;

    /** The first peaks of a series say nothing. */
    private static final long SETTLED = 10;

    /** Updates. */
    public long count;

    /** Largest values of each statistic, descending, side by side. */
    public float[] largest = new float[0];

    /** Largest value of each statistic, forgotten slowly. */
    public float[] peaks = new float[0];

    /** The last values of all statistics, by update modulo the delay. */
    public float[] waiting = new float[0];

    /** No statistics yet. */
    public Tails() {}

    /**
     * How surprising a value is: minus the logarithm of the share of the past that reached it.
     *
     * @param statistic number of the statistic
     * @param value the value, 0 or more
     */
    public double surprise(int statistic, float value) {
        int reached = 0;
        for (int i = statistic * KEPT; i < kept(statistic); i++) {
            if (largest[i] < value) {
                break;
            }
            reached++;
        }
        return StrictMath.log((count + 2.0) / (reached + 1.0));
    }

    /** The logarithm of a value over the statistic's peak so far; 0 while there is hardly one. */
    public double toPeak(int statistic, float value) {
        return count <= SETTLED || peaks.length == 0
                ? 0
                : StrictMath.log((value + FLOOR) / (peaks[statistic] + FLOOR));
    }

    /**
     * Takes the next values of all statistics.
     *
     * @param values one a statistic, 0 or more, copied; as many in every call
     */
    public void add(float[] values) {
        int statistics = values.length;
        if (peaks.length != statistics) {
            peaks = new float[statistics];
            largest = new float[statistics * KEPT];
            waiting = new float[statistics * DELAY];
        }
        int slot = (int) (count % DELAY) * statistics;
        for (int i = 0; i < statistics; i++) {
            if (count >= DELAY) {
                learn(i, waiting[slot + i]);
            }
            waiting[slot + i] = values[i];
        }
        count++;
    }

    /** Values learned: those of the last updates still wait. */
    private int kept(int statistic) {
        long learned = Math.max(0, count - DELAY);
        return largest.length == 0 ? 0 : statistic * KEPT + (int) Math.min(KEPT, learned);
    }

    private void learn(int statistic, float value) {
        peaks[statistic] = Math.max(peaks[statistic] * FORGETTING, value);
        int from = statistic * KEPT;
        int end = (int) Math.min(KEPT, count - DELAY);
        int at = from + end;
        if (end == KEPT) {
            if (value <= largest[at - 1]) {
                return;
            }
            at--;
        }
        while (at > from && largest[at - 1] < value) {
            largest[at] = largest[at - 1];
            at--;
        }
        largest[at] = value;
    }
}
