// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.window;

/** A running count and sum, made once and reused. */
final class WindowTotals {

    private int count;
    private long sum;

    void clear() {
        count = 0;
        sum = 0;
    }

    void add(int moreCount, long moreSum) {
        count += moreCount;
        sum += moreSum;
    }

    int count() {
        return count;
    }

    long sum() {
        return sum;
    }
}
