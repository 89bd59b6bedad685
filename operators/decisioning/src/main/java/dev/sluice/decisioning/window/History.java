// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.window;

import dev.sluice.decisioning.event.ContextRows;

import java.util.Arrays;

/**
 * The last rows of one entity, in the order (time, id): what it did, as a model sees it.
 *
 * <p>The newest {@code rows} of all rows added are retained. An event sees the retained rows that
 * precede it in the order and are younger than the retention; one that comes out of order therefore
 * sees fewer rows, never later ones. More can be kept than a context shows: its shape may be
 * smaller than that of what is kept. Mutable, not thread-safe.
 *
 * <p>A context is not copied but pointed at: a row never moves within its array once it was added.
 * In-order rows go behind the last one; where there is no room left, or a row has to go in between,
 * the rows move to an array of their own.
 */
public final class History {

    private static final int FIRST_CAPACITY = 4;

    /** A full history moves once in so many rows: a quarter of what it keeps. */
    private static final int SLACK = 4;

    /** Rows held. */
    public int size;

    /** Event times, milliseconds since the epoch, oldest first. */
    public long[] times = new long[0];

    /** Event ids. */
    public String[] ids = new String[0];

    /** Rows, row-major, and room for more. */
    public float[] rows = new float[0];

    /** Place of the first row held among the rows; those in front of it are out of use. */
    public int start;

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
     * A value of a row.
     *
     * @param row index of the row, 0 the oldest one held
     */
    public float value(HistoryShape shape, int row, int channel) {
        return rows[(start + row) * shape.channels() + channel];
    }

    /**
     * Adds the row of an event and returns the context that the event sees.
     *
     * @param shape shape of the history, the same in every call
     * @param timeMs event time
     * @param id event id
     * @param row the row, copied
     * @param horizonMs time before which no event may come any more
     * @return {@code [rows * channels]}, oldest row first, this event last; missing rows are zero
     *     and stand in front
     */
    public ContextRows add(
            HistoryShape shape, long timeMs, String id, float[] row, long horizonMs) {
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
    public ContextRows add(
            HistoryShape kept,
            HistoryShape shape,
            long timeMs,
            String id,
            float[] row,
            long horizonMs) {
        int channels = shape.channels();
        int at = position(timeMs, id);
        int seen = at - first(shape, at, timeMs, horizonMs);
        int width = shape.rows() * channels;
        if (at == size) {
            append(kept, timeMs, id, row);
            int end = (start + size) * channels;
            return new ContextRows(rows, end - (seen + 1) * channels, end, width);
        }
        float[] context = new float[width];
        int own = width - channels;
        System.arraycopy(
                rows,
                (start + at - seen) * channels,
                context,
                own - seen * channels,
                seen * channels);
        System.arraycopy(row, 0, context, own, channels);
        insert(kept, at, timeMs, id, row);
        return ContextRows.of(context);
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
        start = 0;
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

    private void append(HistoryShape kept, long timeMs, String id, float[] row) {
        int channels = kept.channels();
        makeRoom(kept, size);
        if ((start + size + 1) * channels > rows.length) {
            float[] moved = new float[capacity(kept) * channels];
            System.arraycopy(rows, start * channels, moved, 0, size * channels);
            rows = moved;
            start = 0;
        }
        set(size, timeMs, id);
        System.arraycopy(row, 0, rows, (start + size) * channels, channels);
        size++;
    }

    private void insert(HistoryShape kept, int position, long timeMs, String id, float[] row) {
        if (position == 0 && size == kept.rows()) {
            return;
        }
        int at = makeRoom(kept, position);
        int channels = kept.channels();
        float[] moved = new float[capacity(kept) * channels];
        int earlier = at * channels;
        System.arraycopy(rows, start * channels, moved, 0, earlier);
        System.arraycopy(row, 0, moved, earlier, channels);
        System.arraycopy(
                rows,
                start * channels + earlier,
                moved,
                earlier + channels,
                size * channels - earlier);
        rows = moved;
        start = 0;
        int later = size - at;
        System.arraycopy(times, at, times, at + 1, later);
        System.arraycopy(ids, at, ids, at + 1, later);
        set(at, timeMs, id);
        size++;
    }

    /** Makes room for one more row, the oldest one going where all are held; returns its place. */
    private int makeRoom(HistoryShape kept, int position) {
        if (size == kept.rows()) {
            size--;
            System.arraycopy(times, 1, times, 0, size);
            System.arraycopy(ids, 1, ids, 0, size);
            start++;
            return position - 1;
        }
        if (size == times.length) {
            int capacity = Math.min(kept.rows(), grown());
            times = Arrays.copyOf(times, capacity);
            ids = Arrays.copyOf(ids, capacity);
        }
        return position;
    }

    /** Rows that an array has room for when one more is to come. */
    private int capacity(HistoryShape kept) {
        return size + 1 < kept.rows()
                ? Math.min(kept.rows(), grown())
                : kept.rows() + Math.max(1, kept.rows() / SLACK);
    }

    private int grown() {
        return size + Math.max(FIRST_CAPACITY, size >> 1);
    }

    private void set(int at, long timeMs, String id) {
        times[at] = timeMs;
        ids[at] = id;
    }
}
