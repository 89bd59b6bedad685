// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import java.util.Arrays;

/**
 * A few ids with their times; keyed state, public with plain fields so that Flink stores it field
 * by field.
 */
public final class RecentIds {

    /** More ids than most entities show within a horizon. */
    static final int CAPACITY = 32;

    private static final int FIRST_CAPACITY = 4;

    /** Ids held. */
    public int size;

    /** The ids. */
    public String[] ids = new String[FIRST_CAPACITY];

    /** Event time of each. */
    public long[] times = new long[FIRST_CAPACITY];

    /** Whether more of them lie elsewhere. */
    public boolean overflowing;

    /** When to look for old ones elsewhere. */
    public long nextSweepMs = Long.MIN_VALUE;

    /** No ids. */
    public RecentIds() {}

    boolean isFull() {
        return size == CAPACITY;
    }

    int find(String id) {
        for (int i = 0; i < size; i++) {
            if (ids[i].equals(id)) {
                return i;
            }
        }
        return -1;
    }

    void add(String id, long timeMs) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, Math.min(CAPACITY, size * 2));
            times = Arrays.copyOf(times, ids.length);
        }
        ids[size] = id;
        times[size] = timeMs;
        size++;
    }

    /** Drops ids whose time is one horizon ago. */
    void dropOld(long clockMs, long horizonMs) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (EventTime.plus(times[i], horizonMs) > clockMs) {
                ids[kept] = ids[i];
                times[kept] = times[i];
                kept++;
            }
        }
        for (int i = kept; i < size; i++) {
            ids[i] = null;
        }
        size = kept;
    }

    long newestMs() {
        long newest = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            newest = Math.max(newest, times[i]);
        }
        return newest;
    }
}
