// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.window;

/**
 * How much history a model sees.
 *
 * @param rows rows in a context, the judged event included
 * @param channels floats in a row
 * @param retentionMs an event sees rows that are younger than this, in milliseconds of event time
 */
public record HistoryShape(int rows, int channels, long retentionMs) {

    /** Refuses empty shapes. */
    public HistoryShape {
        require("rows", rows);
        require("channels", channels);
        require("retentionMs", retentionMs);
    }

    private static void require(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "History " + name + " is " + value + "; expected at least 1.");
        }
    }
}
