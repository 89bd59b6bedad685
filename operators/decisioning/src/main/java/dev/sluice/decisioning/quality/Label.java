// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.quality;

import dev.sluice.decisioning.privacy.LoggedIdentifiers;

/**
 * What became known about an event, free of its use case.
 *
 * @param eventId id of the event
 * @param bad whether the event was bad
 * @param availableAtMs when this became known, milliseconds since the epoch, UTC
 */
public record Label(String eventId, boolean bad, long availableAtMs) {

    /** What this says of the event. */
    public Truth truth() {
        return bad ? Truth.BAD : Truth.GOOD;
    }

    /** For logs: identifiers as they may appear there. */
    @Override
    public String toString() {
        return "Label[event "
                + LoggedIdentifiers.of(eventId)
                + ", available at "
                + availableAtMs
                + "]";
    }
}
