// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

/** The episodes of an entity that can still change: state of {@link AlarmRule}. */
public final class Episodes {

    /** The one that lasts, or null. */
    public Episode current;

    /** The one that ended last, or null. */
    public Episode previous;

    /** None. */
    public Episodes() {}

    /** The episode that a reading belongs to, or null if there is none. */
    Episode of(long timeMs, long quietMs) {
        boolean old = previous != null && previous.reaches(timeMs, quietMs);
        if (current == null || (old && timeMs < current.startMs)) {
            return old ? previous : null;
        }
        return current.reaches(timeMs, quietMs) ? current : null;
    }

    /** Ends the one that lasts, and returns it. */
    Episode close(long closedMs) {
        Episode closed = current;
        closed.close(closedMs);
        previous = closed;
        current = null;
        return closed;
    }
}
