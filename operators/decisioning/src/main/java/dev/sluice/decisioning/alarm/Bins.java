// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

/**
 * Bins of equal width; what lies outside counts into the first or the last one.
 *
 * @param low lower edge of the first bin
 * @param high upper edge of the last bin
 * @param count number of bins
 */
record Bins(double low, double high, int count) {

    double width() {
        return (high - low) / count;
    }

    int of(double value) {
        int bin = (int) Math.floor((value - low) / width());
        return Math.max(0, Math.min(count - 1, bin));
    }

    double lower(int bin) {
        return low + bin * width();
    }
}
