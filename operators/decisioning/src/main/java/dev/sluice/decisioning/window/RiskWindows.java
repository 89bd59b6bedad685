// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.window;

/**
 * Counts of events and of their positive labels over the delayed windows (t−d−w, t−d] for several
 * widths w.
 *
 * <p>An event at t sees a label if and only if {@code available-at <= t}; its labelled event need
 * not have arrived. All that happened at exactly t−d counts. Not thread-safe: one instance a task,
 * all entities share it.
 *
 * <p>A label that is known when its event enters the delayed windows, which is the rule, costs
 * nothing extra: no event can have the labelled one in its windows and not know the label. Only
 * later labels are kept apart, with the time from which they count.
 */
public final class RiskWindows {

    private static final String NO_ID = "";

    private final long delayMs;
    private final long[] widthsMs;
    private final long reachMs;
    private final WindowTotals upper = new WindowTotals();
    private final WindowTotals lower = new WindowTotals();

    /**
     * Windows of the given delay and widths in milliseconds.
     *
     * @throws IllegalArgumentException without a delay: ties would then have to be ordered by id
     */
    public RiskWindows(long delayMs, long... widthsMs) {
        if (delayMs <= 0) {
            throw new IllegalArgumentException(
                    "The delay of risk windows is " + delayMs + " ms; expected at least 1 ms.");
        }
        this.delayMs = delayMs;
        this.widthsMs = widthsMs.clone();
        this.reachMs = delayMs + Windows.longest(widthsMs);
    }

    /** How far an event looks back, milliseconds. */
    public long reachMs() {
        return reachMs;
    }

    /** Adds an event. */
    public void addEvent(
            WindowNode root, LateLabels late, WindowStore store, long timeMs, long horizonMs) {
        long floor = Windows.minus(horizonMs, reachMs);
        settle(root, late, store, horizonMs, floor);
        if (timeMs > floor) {
            WindowIndex.add(root, store, timeMs, NO_ID, 1, 0);
        }
    }

    /** Adds a positive label of an event; the caller has made sure that it is the first one. */
    public void addLabel(
            WindowNode root,
            LateLabels late,
            WindowStore store,
            long eventTimeMs,
            long availableAtMs,
            long horizonMs) {
        long floor = Windows.minus(horizonMs, reachMs);
        settle(root, late, store, horizonMs, floor);
        if (eventTimeMs <= floor) {
            return;
        }
        if (availableAtMs - delayMs <= eventTimeMs || availableAtMs <= horizonMs) {
            WindowIndex.add(root, store, eventTimeMs, NO_ID, 0, 1);
        } else {
            late.add(eventTimeMs, availableAtMs);
        }
    }

    /**
     * Reads the windows of an event.
     *
     * @param root state of the entity
     * @param late its late labels
     * @param store its finer nodes
     * @param timeMs event time
     * @param horizonMs time before which no event may come any more
     * @param values receives the events as count and the positive labels as sum, in the order of
     *     the widths
     */
    public void read(
            WindowNode root,
            LateLabels late,
            WindowStore store,
            long timeMs,
            long horizonMs,
            WindowValues values) {
        long floor = Windows.minus(horizonMs, reachMs);
        long end = Math.max(timeMs - delayMs, floor);
        long now = Math.max(timeMs, horizonMs);
        upper.clear();
        WindowIndex.upTo(root, store, end, upper);
        for (int i = 0; i < widthsMs.length; i++) {
            long start = Math.max(timeMs - delayMs - widthsMs[i], floor);
            lower.clear();
            WindowIndex.upTo(root, store, start, lower);
            values.set(
                    i,
                    upper.count() - lower.count(),
                    upper.sum() - lower.sum() + late.known(start, end, now));
        }
    }

    /**
     * Time of the newest event in the longest window that has no known positive label,
     * Long.MIN_VALUE if there is none.
     *
     * <p>Events of one moment count together. A positive label whose event has not arrived may hide
     * an event of the same minute or hour of a busy entity.
     */
    public long lastNegativeMs(
            WindowNode root, LateLabels late, WindowStore store, long timeMs, long horizonMs) {
        long floor = Windows.minus(horizonMs, reachMs);
        long now = Math.max(timeMs, horizonMs);
        return WindowIndex.last(
                root,
                store,
                Math.max(timeMs - reachMs, floor),
                timeMs - delayMs,
                (time, count, sum) -> count - sum - late.known(time - 1, time, now) > 0);
    }

    /** Positive labels in (after, t−d] that are known to an event at t. */
    public long positives(
            WindowNode root,
            LateLabels late,
            WindowStore store,
            long afterMs,
            long timeMs,
            long horizonMs) {
        long floor = Windows.minus(horizonMs, reachMs);
        long end = timeMs - delayMs;
        long start = Math.max(afterMs, Math.max(timeMs - reachMs, floor));
        if (start >= end) {
            return 0;
        }
        upper.clear();
        WindowIndex.upTo(root, store, end, upper);
        lower.clear();
        WindowIndex.upTo(root, store, start, lower);
        return upper.sum() - lower.sum() + late.known(start, end, Math.max(timeMs, horizonMs));
    }

    /**
     * Drops what no event at or after the horizon can see.
     *
     * @return a moment at or after the newest event or label that is left, Long.MIN_VALUE if none
     *     is
     */
    public long trim(WindowNode root, LateLabels late, WindowStore store, long horizonMs) {
        settle(root, late, store, horizonMs, Windows.minus(horizonMs, reachMs));
        return Math.max(WindowIndex.newestMs(root), late.newestMs());
    }

    private void settle(
            WindowNode root, LateLabels late, WindowStore store, long horizonMs, long floor) {
        WindowIndex.trim(root, store, floor);
        for (int i = late.size - 1; i >= 0; i--) {
            long time = late.times[i];
            if (time <= floor) {
                late.remove(i);
            } else if (late.availableAts[i] <= horizonMs) {
                late.remove(i);
                WindowIndex.add(root, store, time, NO_ID, 0, 1);
            }
        }
    }
}
