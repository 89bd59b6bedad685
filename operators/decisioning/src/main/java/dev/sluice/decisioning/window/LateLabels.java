// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.window;

import java.util.Arrays;

/**
 * Labels that became known only after their event had entered the delayed windows, in no order.
 *
 * <p>They are few: a label moves on into the {@link WindowIndex} as soon as no event can come that
 * must not see it. Mutable, not thread-safe.
 */
public final class LateLabels {

    private static final int FIRST_CAPACITY = 4;

    /** Labels held. */
    public int size;

    /** Times of the labelled events, milliseconds since the epoch. */
    public long[] times = new long[0];

    /** When each label became known, milliseconds since the epoch. */
    public long[] availableAts = new long[0];

    /** No labels. */
    public LateLabels() {}

    void add(long timeMs, long availableAtMs) {
        if (size == times.length) {
            int capacity = size + Math.max(FIRST_CAPACITY, size >> 1);
            times = Arrays.copyOf(times, capacity);
            availableAts = Arrays.copyOf(availableAts, capacity);
        }
        times[size] = timeMs;
        availableAts[size] = availableAtMs;
        size++;
    }

    void remove(int at) {
        size--;
        times[at] = times[size];
        availableAts[at] = availableAts[size];
    }

    /** Labels of events in (after, upTo] that are known at {@code nowMs}. */
    int known(long after, long upTo, long nowMs) {
        int number = 0;
        for (int i = 0; i < size; i++) {
            if (times[i] > after && times[i] <= upTo && availableAts[i] <= nowMs) {
                number++;
            }
        }
        return number;
    }

    long newestMs() {
        long newest = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            newest = Math.max(newest, times[i]);
        }
        return newest;
    }
}
