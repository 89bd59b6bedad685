// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.ingest;

import java.util.Locale;

/** Where a topic is read from when there is no checkpoint to go on from. */
public enum StartOffsets {
    /** From the first record that is still there. */
    EARLIEST,
    /** From the first record that comes after the start. */
    LATEST,
    /** From where the consumer group stopped; without that, from the first record. */
    COMMITTED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
