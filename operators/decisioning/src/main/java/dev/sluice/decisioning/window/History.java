// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.window;

import java.util.Arrays;

/**
 * The last rows of one entity, in the order (time, id): what it did, as a model sees it.
 *
 * <p>The newest {@code rows} of all rows added are retained. An event sees the retained rows that
 * precede it in the order and are younger than the retention; one that comes out of order therefore
 * sees fewer rows, never later ones. A row is never changed once it was added. More can be kept
 * than a context shows: its shape may be smaller than that of what is kept. Mutable, not
 * thread-safe.
 */
public final class History {

    private static final int FIRST_CAPACITY = 4;

    /** Rows held. */
    public int size;

    /** Event times, milliseconds since the epoch, oldest first. */
    public long[] times = new long[0];

    /** Event ids. */
    public String[] ids = new String[0];

    /** Rows, row-major. */
    public float[] rows = new float[0];

    /** No rows. */
    public History() {}

    /**
     * Time of the row that an event follows, or Long.MIN_VALUE if it sees none.
     *
     * @param shape shape of the history
     * @param timeMs event time
     * @param id event id
     * @param horizonMs time before which no event may come any more
     */
    public long previousMs(HistoryShape shape, long timeMs, String id, long horizonMs) {
        int end = end(timeMs, id);
        return first(shape, end, timeMs, horizonMs) == end ? Long.MIN_VALUE : times[end - 1];
    }

    /** Number of rows that precede an event: the end of those that it sees. */
    public int end(long timeMs, String id) {
        return position(timeMs, id);
    }

    /**
     * Index of the oldest row that an event sees besides its own.
     *
     * @param end {@link #end} of the event
     */
    public int first(HistoryShape shape, int end, long timeMs, long horizonMs) {
        int first = Math.max(0, end - (shape.rows() - 1));
        long floor = floor(shape, timeMs, horizonMs);
        while (first < end && times[first] <= floor) {
            first++;
        }
        return first;
    }

    /**
     * Adds the row of an event and returns the context that the event sees.
     *
     * @param shape shape of the history, the same in every call
     * @param timeMs event time
     * @param id event id
     * @param row the row, copied
     * @param horizonMs time before which no event may come any more
     * @return a new array {@code [rows * channels]}, oldest row first, this event last; missing
     *     rows are zero and stand in front
     */
    public float[] add(HistoryShape shape, long timeMs, String id, float[] row, long horizonMs) {
        return add(shape, shape, timeMs, id, row, horizonMs);
    }

    /**
     * Adds the row of an event to a longer history than the context shows.
     *
     * @param kept shape of what is kept, the same in every call
     * @param shape shape of the context, of the same channels and not larger
     * @param timeMs event time
     * @param id event id
     * @param row the row, copied
     * @param horizonMs time before which no event may come any more
     * @return the context, as of {@link #add(HistoryShape, long, String, float[], long)}
     */
    public float[] add(
            HistoryShape kept,
            HistoryShape shape,
            long timeMs,
            String id,
            float[] row,
            long horizonMs) {
        int channels = shape.channels();
        int at = position(timeMs, id);
        int first = first(shape, at, timeMs, horizonMs);
        float[] context = new float[shape.rows() * channels];
        int seen = (at - first) * channels;
        System.arraycopy(rows, first * channels, context, context.length - channels - seen, seen);
        System.arraycopy(row, 0, context, context.length - channels, channels);
        insert(kept, at, timeMs, id, row);
        return context;
    }

    /**
     * Drops all rows if no event at or after the horizon can see them.
     *
     * @return time of the newest row that is left, Long.MIN_VALUE if none is
     */
    public long trim(HistoryShape shape, long horizonMs) {
        if (size == 0) {
            return Long.MIN_VALUE;
        }
        long newest = times[size - 1];
        if (newest > Windows.minus(horizonMs, shape.retentionMs())) {
            return newest;
        }
        size = 0;
        times = new long[0];
        ids = new String[0];
        rows = new float[0];
        return Long.MIN_VALUE;
    }

    private static long floor(HistoryShape shape, long timeMs, long horizonMs) {
        return Windows.minus(Math.max(timeMs, horizonMs), shape.retentionMs());
    }

    /** Number of rows that precede (time, id). */
    private int position(long timeMs, String id) {
        int at = size;
        while (at > 0
                && (times[at - 1] > timeMs
                        || (times[at - 1] == timeMs && ids[at - 1].compareTo(id) >= 0))) {
            at--;
        }
        return at;
    }

    private void insert(HistoryShape shape, int at, long timeMs, String id, float[] row) {
        int channels = shape.channels();
        if (size == shape.rows()) {
            if (at == 0) {
                return;
            }
            // the oldest row makes room
            int moved = at - 1;
            System.arraycopy(times, 1, times, 0, moved);
            System.arraycopy(ids, 1, ids, 0, moved);
            System.arraycopy(rows, channels, rows, 0, moved * channels);
            set(moved, channels, timeMs, id, row);
            return;
        }
        if (size == times.length) {
            int capacity = Math.min(shape.rows(), size + Math.max(FIRST_CAPACITY, size >> 1));
            times = Arrays.copyOf(times, capacity);
            ids = Arrays.copyOf(ids, capacity);
            rows = Arrays.copyOf(rows, capacity * channels);
        }
        int moved = size - at;
        System.arraycopy(times, at, times, at + 1, moved);
        System.arraycopy(ids, at, ids, at + 1, moved);
        System.arraycopy(rows, at * channels, rows, (at + 1) * channels, moved * channels);
        set(at, channels, timeMs, id, row);
        size++;
    }

    private void set(int at, int channels, long timeMs, String id, float[] row) {
        times[at] = timeMs;
        ids[at] = id;
        System.arraycopy(row, 0, rows, at * channels, channels);
    }
}
