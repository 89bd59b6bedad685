// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.window;

import java.util.Arrays;

/**
 * One node of a {@link WindowIndex}: totals by time, oldest first.
 *
 * <p>A leaf has one slot per (time, id); an inner node has one slot per non-empty bucket of the
 * next finer width, whose detail is a child node. Mutable, not thread-safe.
 */
public final class WindowNode {

    private static final int FIRST_CAPACITY = 4;

    /** Whether the slots are single events. */
    public boolean leaf = true;

    /** Slots in use. */
    public int size;

    /** Event time, or start of the bucket, milliseconds since the epoch. */
    public long[] times = new long[FIRST_CAPACITY];

    /** Event ids; null in inner nodes, and where no slot has an id. */
    public String[] ids;

    /** How many things a slot counts. */
    public int[] counts = new int[FIRST_CAPACITY];

    /** Sums, in minor units. */
    public long[] sums = new long[FIRST_CAPACITY];

    /** An empty leaf. */
    public WindowNode() {}

    /** Place of (time, id), or -(insertion point) - 1. */
    int find(long time, String id) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Long.compare(times[middle], time);
            if (order == 0 && ids != null) {
                order = ids[middle].compareTo(id);
            }
            if (order < 0) {
                low = middle + 1;
            } else if (order > 0) {
                high = middle - 1;
            } else {
                return middle;
            }
        }
        return -low - 1;
    }

    void insert(int at, long time, String id, int count, long sum) {
        if (ids == null && !id.isEmpty()) {
            ids = new String[times.length];
            Arrays.fill(ids, 0, size, "");
        }
        if (size == times.length) {
            resize(size + Math.max(FIRST_CAPACITY, size >> 2));
        }
        int moved = size - at;
        System.arraycopy(times, at, times, at + 1, moved);
        System.arraycopy(counts, at, counts, at + 1, moved);
        System.arraycopy(sums, at, sums, at + 1, moved);
        times[at] = time;
        counts[at] = count;
        sums[at] = sum;
        if (ids != null) {
            System.arraycopy(ids, at, ids, at + 1, moved);
            ids[at] = id;
        }
        size++;
    }

    void accumulate(int at, int count, long sum) {
        counts[at] += count;
        sums[at] += sum;
    }

    /** Drops the oldest slots. */
    void removeFirst(int number) {
        int left = size - number;
        System.arraycopy(times, number, times, 0, left);
        System.arraycopy(counts, number, counts, 0, left);
        System.arraycopy(sums, number, sums, 0, left);
        if (ids != null) {
            System.arraycopy(ids, number, ids, 0, left);
            Arrays.fill(ids, left, size, null);
        }
        size = left;
    }

    /** Takes over the content of another node. */
    void become(WindowNode other) {
        leaf = other.leaf;
        size = other.size;
        times = other.times;
        ids = other.ids;
        counts = other.counts;
        sums = other.sums;
    }

    private void resize(int capacity) {
        times = Arrays.copyOf(times, capacity);
        counts = Arrays.copyOf(counts, capacity);
        sums = Arrays.copyOf(sums, capacity);
        if (ids != null) {
            ids = Arrays.copyOf(ids, capacity);
        }
    }
}
