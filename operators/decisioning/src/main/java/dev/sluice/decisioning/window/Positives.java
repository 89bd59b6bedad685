// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.window;

import java.util.Arrays;

/**
 * The newest positive labels of one entity, in the order of their events: few, so that each can be
 * looked at.
 *
 * <p>The newest {@value #CAPACITY} are retained; counts of a busier entity stop there. Mutable, not
 * thread-safe.
 */
public final class Positives {

    /** Labels that are retained. */
    public static final int CAPACITY = 64;

    private static final int FIRST_CAPACITY = 4;

    /** Labels held. */
    public int size;

    /** Times of the labelled events, milliseconds since the epoch, oldest first. */
    public long[] times = new long[0];

    /** When each label became known, milliseconds since the epoch. */
    public long[] availableAts = new long[0];

    /** Amount of each labelled event, minor units. */
    public long[] amounts = new long[0];

    /** No labels. */
    public Positives() {}

    /**
     * Adds a label.
     *
     * @param timeMs time of the labelled event
     * @param availableAtMs when the label became known
     * @param amount amount of the labelled event, minor units
     * @param floorMs labels of events up to this moment are seen by nobody any more
     */
    public void add(long timeMs, long availableAtMs, long amount, long floorMs) {
        trim(floorMs);
        if (timeMs <= floorMs) {
            return;
        }
        int at = size;
        while (at > 0 && times[at - 1] > timeMs) {
            at--;
        }
        if (size == CAPACITY) {
            if (at == 0) {
                return;
            }
            removeFirst(1);
            at--;
        } else if (size == times.length) {
            int capacity = Math.min(CAPACITY, size + Math.max(FIRST_CAPACITY, size));
            times = Arrays.copyOf(times, capacity);
            availableAts = Arrays.copyOf(availableAts, capacity);
            amounts = Arrays.copyOf(amounts, capacity);
        }
        int moved = size - at;
        System.arraycopy(times, at, times, at + 1, moved);
        System.arraycopy(availableAts, at, availableAts, at + 1, moved);
        System.arraycopy(amounts, at, amounts, at + 1, moved);
        times[at] = timeMs;
        availableAts[at] = availableAtMs;
        amounts[at] = amount;
        size++;
    }

    /** Drops the labels of events up to a moment. */
    public void trim(long floorMs) {
        int gone = 0;
        while (gone < size && times[gone] <= floorMs) {
            gone++;
        }
        if (gone > 0) {
            removeFirst(gone);
        }
    }

    /** Time of the newest labelled event, Long.MIN_VALUE if there is none. */
    public long newestMs() {
        return size == 0 ? Long.MIN_VALUE : times[size - 1];
    }

    private void removeFirst(int number) {
        size -= number;
        System.arraycopy(times, number, times, 0, size);
        System.arraycopy(availableAts, number, availableAts, 0, size);
        System.arraycopy(amounts, number, amounts, 0, size);
    }
}
