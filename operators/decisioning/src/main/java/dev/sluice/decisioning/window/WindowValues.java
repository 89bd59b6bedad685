// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.window;

/** What an event sees in its windows, in the order of their widths; made once and reused. */
public final class WindowValues {

    private final int[] counts;
    private final long[] sums;

    /** Zeros for a number of windows. */
    public WindowValues(int windows) {
        counts = new int[windows];
        sums = new long[windows];
    }

    /** Events in the window. */
    public int count(int window) {
        return counts[window];
    }

    /** Sum over the window, in minor units; or the labels counted in it. */
    public long sum(int window) {
        return sums[window];
    }

    void set(int window, int count, long sum) {
        counts[window] = count;
        sums[window] = sum;
    }
}
