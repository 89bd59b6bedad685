// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.window;

/**
 * Counts and sums of one entity by time: adds in any order, and reads the exact total up to any
 * moment.
 *
 * <p>The root node holds single events while they are few, which is all that most entities ever
 * need. A node that outgrows {@link #LEAF_CAPACITY} hands its events to buckets of a day, those to
 * buckets of an hour, a minute, a second, and keeps the totals of the buckets only. So an operation
 * reads at most five nodes, each of bounded size: the cost depends neither on how much history
 * there is, nor on how busy the entity is (up to {@link #LEAF_CAPACITY} events a second).
 *
 * <p>Stateless: the state is the root, which the caller keeps, and the store.
 */
final class WindowIndex {

    /** Events that a node holds before it splits. */
    static final int LEAF_CAPACITY = 128;

    private static final int DAYS = 1;
    private static final int HOURS = 2;
    private static final int MINUTES = 3;
    private static final int SECONDS = 4;

    /** Room for the level in a node number. */
    private static final int LEVELS = 8;

    private WindowIndex() {}

    /** Adds to the totals at (time, id). */
    static void add(
            WindowNode root, WindowStore store, long timeMs, String id, int count, long sum) {
        add(root, 0, store, timeMs, id, count, sum);
    }

    /** Adds all that lies at or before a moment, whatever its id, to {@code totals}. */
    static void upTo(WindowNode root, WindowStore store, long timeMs, WindowTotals totals) {
        upTo(root, 0, store, timeMs, null, totals);
    }

    /** Adds all that lies at or before (time, id) to {@code totals}. */
    static void upTo(
            WindowNode root, WindowStore store, long timeMs, String id, WindowTotals totals) {
        upTo(root, 0, store, timeMs, id, totals);
    }

    /** What is asked of the totals at one moment. */
    @FunctionalInterface
    interface Slot {
        boolean matches(long timeMs, int count, long sum);
    }

    /**
     * The last moment in (after, upTo] with more counted than summed that matches, Long.MIN_VALUE
     * if there is none.
     *
     * <p>Buckets that hold no more than their sum are passed over as a whole.
     */
    static long last(WindowNode root, WindowStore store, long after, long upTo, Slot slot) {
        return last(root, 0, store, after, upTo, slot);
    }

    private static long last(
            WindowNode node, int level, WindowStore store, long after, long upTo, Slot slot) {
        for (int at = node.size - 1; at >= 0; at--) {
            long time = node.times[at];
            if (node.leaf ? time <= after : time + width(level + 1) <= after) {
                break;
            }
            if (time > upTo || node.sums[at] >= node.counts[at]) {
                continue;
            }
            if (!node.leaf) {
                long found =
                        last(child(level + 1, time, store), level + 1, store, after, upTo, slot);
                if (found != Long.MIN_VALUE) {
                    return found;
                }
            } else if (slot.matches(time, node.counts[at], node.sums[at])) {
                return time;
            }
        }
        return Long.MIN_VALUE;
    }

    /**
     * Drops what lies at or before a moment, as far as that is cheap: single events once they are a
     * quarter of the root, buckets once they are wholly past.
     */
    static void trim(WindowNode root, WindowStore store, long limitMs) {
        int gone = 0;
        if (root.leaf) {
            while (gone < root.size && root.times[gone] <= limitMs) {
                gone++;
            }
            if (gone < root.size && gone < root.size / 4 && root.size < LEAF_CAPACITY) {
                return;
            }
        } else {
            long lastWhole = Windows.minus(limitMs, width(DAYS) - 1);
            while (gone < root.size && root.times[gone] <= lastWhole) {
                remove(DAYS, root.times[gone], store);
                gone++;
            }
        }
        if (gone > 0) {
            root.removeFirst(gone);
        }
    }

    /**
     * A moment at or after the newest event, at most a day after it; or Long.MIN_VALUE if empty.
     */
    static long newestMs(WindowNode root) {
        if (root.size == 0) {
            return Long.MIN_VALUE;
        }
        long last = root.times[root.size - 1];
        return root.leaf ? last : last + width(DAYS) - 1;
    }

    private static void add(
            WindowNode node,
            int level,
            WindowStore store,
            long timeMs,
            String id,
            int count,
            long sum) {
        if (node.leaf) {
            int at = node.find(timeMs, id);
            if (at >= 0) {
                node.accumulate(at, count, sum);
            } else {
                node.insert(-at - 1, timeMs, id, count, sum);
                if (node.size > LEAF_CAPACITY && level < SECONDS) {
                    split(node, level, store);
                }
            }
            return;
        }
        int childLevel = level + 1;
        long start = start(childLevel, timeMs);
        int at = node.find(start, "");
        WindowNode child;
        if (at >= 0) {
            node.accumulate(at, count, sum);
            child = child(childLevel, start, store);
        } else {
            node.insert(-at - 1, start, "", count, sum);
            child = new WindowNode();
        }
        add(child, childLevel, store, timeMs, id, count, sum);
        store.put(number(childLevel, start), child);
    }

    private static void split(WindowNode full, int level, WindowStore store) {
        int childLevel = level + 1;
        WindowNode inner = new WindowNode();
        inner.leaf = false;
        int at = 0;
        while (at < full.size) {
            long start = start(childLevel, full.times[at]);
            WindowNode child = new WindowNode();
            int count = 0;
            long sum = 0;
            for (; at < full.size && start(childLevel, full.times[at]) == start; at++) {
                String id = full.ids == null ? "" : full.ids[at];
                child.insert(child.size, full.times[at], id, full.counts[at], full.sums[at]);
                count += full.counts[at];
                sum += full.sums[at];
            }
            if (child.size > LEAF_CAPACITY && childLevel < SECONDS) {
                split(child, childLevel, store);
            }
            store.put(number(childLevel, start), child);
            inner.insert(inner.size, start, "", count, sum);
        }
        full.become(inner);
    }

    private static void upTo(
            WindowNode node,
            int level,
            WindowStore store,
            long timeMs,
            String id,
            WindowTotals totals) {
        int at = 0;
        while (at < node.size && node.times[at] < timeMs && isWhole(node, level, at, timeMs)) {
            totals.add(node.counts[at], node.sums[at]);
            at++;
        }
        if (node.leaf) {
            for (; at < node.size && node.times[at] == timeMs; at++) {
                if (id == null || node.ids == null || node.ids[at].compareTo(id) <= 0) {
                    totals.add(node.counts[at], node.sums[at]);
                }
            }
        } else if (at < node.size && node.times[at] <= timeMs) {
            int childLevel = level + 1;
            upTo(child(childLevel, node.times[at], store), childLevel, store, timeMs, id, totals);
        }
    }

    private static boolean isWhole(WindowNode node, int level, int at, long timeMs) {
        return node.leaf || node.times[at] + width(level + 1) <= timeMs;
    }

    private static void remove(int level, long start, WindowStore store) {
        WindowNode node = child(level, start, store);
        if (!node.leaf) {
            for (int i = 0; i < node.size; i++) {
                remove(level + 1, node.times[i], store);
            }
        }
        store.remove(number(level, start));
    }

    private static WindowNode child(int level, long start, WindowStore store) {
        WindowNode child = store.get(number(level, start));
        if (child == null) {
            throw new IllegalStateException(
                    "Window state has totals of level "
                            + level
                            + " at "
                            + start
                            + " but no node with their detail: the state was not restored as a"
                            + " whole. Restore root and nodes from the same snapshot.");
        }
        return child;
    }

    private static long start(int level, long timeMs) {
        long width = width(level);
        return Math.floorDiv(timeMs, width) * width;
    }

    private static long number(int level, long start) {
        return Math.floorDiv(start, width(level)) * LEVELS + level;
    }

    private static long width(int level) {
        return switch (level) {
            case DAYS -> 86_400_000L;
            case HOURS -> 3_600_000L;
            case MINUTES -> 60_000L;
            case SECONDS -> 1_000L;
            default -> throw new IllegalArgumentException("No buckets of level " + level);
        };
    }
}
