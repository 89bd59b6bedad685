// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

import java.util.Arrays;

/**
 * The maintenance windows of an entity.
 *
 * <p>Of very many the ones that end first are forgotten. Mutable, not thread-safe.
 */
public final class MaintenanceWindows {

    /** More tickets than anybody has for one entity at a time. */
    static final int CAPACITY = 64;

    /** Begins. */
    public long[] fromsMs = new long[0];

    /** Ends, exclusive. */
    public long[] tosMs = new long[0];

    /** None. */
    public MaintenanceWindows() {}

    /** Adds a window; one that is there already, or covers nothing, changes nothing. */
    public void add(MaintenanceWindow window) {
        if (window.fromMs() >= window.toMs() || holds(window)) {
            return;
        }
        if (fromsMs.length == CAPACITY) {
            remove(first());
        }
        int size = fromsMs.length;
        fromsMs = Arrays.copyOf(fromsMs, size + 1);
        tosMs = Arrays.copyOf(tosMs, size + 1);
        fromsMs[size] = window.fromMs();
        tosMs[size] = window.toMs();
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return fromsMs.length == 0;
    }

    /** Whether a moment lies in a window. */
    public boolean covers(long timeMs) {
        return endOf(timeMs) != Long.MIN_VALUE;
    }

    /** When the last of them ends; Long.MIN_VALUE if there is none. */
    public long lastEndMs() {
        return Arrays.stream(tosMs).max().orElse(Long.MIN_VALUE);
    }

    /** Forgets the windows that ended before a moment. */
    public void trim(long beforeMs) {
        for (int i = fromsMs.length - 1; i >= 0; i--) {
            if (tosMs[i] < beforeMs) {
                remove(i);
            }
        }
    }

    /** The last end of the windows that a moment lies in; Long.MIN_VALUE if it lies in none. */
    long endOf(long timeMs) {
        long end = Long.MIN_VALUE;
        for (int i = 0; i < fromsMs.length; i++) {
            if (fromsMs[i] <= timeMs && timeMs < tosMs[i]) {
                end = Math.max(end, tosMs[i]);
            }
        }
        return end;
    }

    private boolean holds(MaintenanceWindow window) {
        for (int i = 0; i < fromsMs.length; i++) {
            if (fromsMs[i] == window.fromMs() && tosMs[i] == window.toMs()) {
                return true;
            }
        }
        return false;
    }

    private int first() {
        int first = 0;
        for (int i = 1; i < tosMs.length; i++) {
            if (tosMs[i] < tosMs[first]) {
                first = i;
            }
        }
        return first;
    }

    private void remove(int at) {
        int last = fromsMs.length - 1;
        fromsMs[at] = fromsMs[last];
        tosMs[at] = tosMs[last];
        fromsMs = Arrays.copyOf(fromsMs, last);
        tosMs = Arrays.copyOf(tosMs, last);
    }
}
