// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.metric;

import java.util.List;

/**
 * One series of the Numenta anomaly benchmark as its scorer sees it.
 *
 * @param rows number of readings
 * @param windows labelled windows, in order, without overlap
 */
public record NabSeries(int rows, List<Window> windows) {

    private static final double PROBATION_SHARE = 0.15;
    private static final int LONGEST_PROBATION = 750;

    /**
     * Rows in which a detector should fire at least once, the earlier the better.
     *
     * @param first first row
     * @param last last row
     */
    public record Window(int first, int last) {

        /** Number of rows. */
        public int width() {
            return last - first + 1;
        }
    }

    /** Refuses windows that are not within the rows, one after the other. */
    public NabSeries {
        windows = List.copyOf(windows);
        int free = 0;
        for (Window window : windows) {
            if (window.first() < free || window.last() < window.first() || window.last() >= rows) {
                throw new IllegalArgumentException(
                        "%s; expected windows within rows %d to %d, the first row first"
                                .formatted(window, free, rows - 1));
            }
            free = window.last() + 1;
        }
    }

    /** Number of rows at the beginning that detectors may learn from and that are not scored. */
    public int probation() {
        return Math.min((int) Math.floor(PROBATION_SHARE * rows), LONGEST_PROBATION);
    }
}
