// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.window;

/**
 * Counts and sums over (t−w, t] for several widths w; the event itself is always in its windows.
 *
 * <p>Amounts are minor units in a long, so a sum never drifts. Not thread-safe: one instance a
 * task, all entities share it.
 */
public final class AmountWindows {

    private final long[] widthsMs;
    private final long reachMs;
    private final WindowTotals upper = new WindowTotals();
    private final WindowTotals lower = new WindowTotals();

    /** Windows of the given widths in milliseconds. */
    public AmountWindows(long... widthsMs) {
        this.widthsMs = widthsMs.clone();
        this.reachMs = Windows.longest(widthsMs);
    }

    /** How far an event looks back, milliseconds. */
    public long reachMs() {
        return reachMs;
    }

    /**
     * Adds an event and reads its windows.
     *
     * @param root state of the entity, changed
     * @param store its finer nodes
     * @param timeMs event time
     * @param id event id
     * @param amount amount in minor units
     * @param horizonMs time before which no event may come any more
     * @param values receives the windows, in the order of the widths
     */
    public void add(
            WindowNode root,
            WindowStore store,
            long timeMs,
            String id,
            long amount,
            long horizonMs,
            WindowValues values) {
        long floor = Windows.minus(horizonMs, reachMs);
        if (timeMs <= floor) {
            // nobody will see it, and what it could see is gone: it stands alone
            for (int i = 0; i < widthsMs.length; i++) {
                values.set(i, 1, amount);
            }
            return;
        }
        WindowIndex.trim(root, store, floor);
        WindowIndex.add(root, store, timeMs, id, 1, amount);
        upper.clear();
        WindowIndex.upTo(root, store, timeMs, id, upper);
        for (int i = 0; i < widthsMs.length; i++) {
            lower.clear();
            WindowIndex.upTo(root, store, Math.max(timeMs - widthsMs[i], floor), lower);
            values.set(i, upper.count() - lower.count(), upper.sum() - lower.sum());
        }
    }

    /**
     * Drops what no event at or after the horizon can see.
     *
     * @return a moment at or after the newest event that is left, Long.MIN_VALUE if none is
     */
    public long trim(WindowNode root, WindowStore store, long horizonMs) {
        WindowIndex.trim(root, store, Windows.minus(horizonMs, reachMs));
        return WindowIndex.newestMs(root);
    }
}
