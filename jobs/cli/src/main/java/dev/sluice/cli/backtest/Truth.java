// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.stream.feature.FeatureTable;

import java.util.Arrays;

/**
 * What decisions about recorded events are held against.
 *
 * @param bad whether each event is bad
 * @param stakes stake of each event
 * @param days day of each event, UTC
 * @param entities entity of each event, numbered
 */
record Truth(boolean[] bad, long[] stakes, long[] days, long[] entities) {

    private static final long DAY_MS = 86_400_000L;

    /** The truth about the events of a table. */
    static Truth of(FeatureTable events, boolean[] bad) {
        if (bad.length != events.rows()) {
            throw new IllegalArgumentException(
                    bad.length + " labels for " + events.rows() + " events; expected one each");
        }
        return new Truth(
                bad,
                events.stakes(),
                Arrays.stream(events.timesMs()).map(time -> Math.floorDiv(time, DAY_MS)).toArray(),
                EntityNumbers.of(events.entityKeys()));
    }

    /** Number of bad events. */
    int badEvents() {
        int count = 0;
        for (boolean isBad : bad) {
            count += isBad ? 1 : 0;
        }
        return count;
    }
}
