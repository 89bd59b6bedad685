// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import java.io.IOException;
import java.util.List;

/**
 * One event, looked for in the past.
 *
 * @param looked events of the range that were looked at
 * @param found the event; none or one
 */
record EventLookup(long looked, List<PastEvent> found) {

    /** Looks for the first event of an id within a range of time. */
    static EventLookup of(Past past, String id, SearchOptions range) throws IOException {
        long from = range.first().toEpochMilli();
        long to = range.end().toEpochMilli();
        long looked = 0;
        try (History<PastEvent> history = past.events()) {
            while (history.hasNext()) {
                PastEvent next = history.next();
                if (next.timeMs() >= to) {
                    break;
                }
                if (next.timeMs() >= from) {
                    looked++;
                    if (next.id().equals(id)) {
                        return new EventLookup(looked, List.of(next));
                    }
                }
            }
        }
        return new EventLookup(looked, List.of());
    }
}
