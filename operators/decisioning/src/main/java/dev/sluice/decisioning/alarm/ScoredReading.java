// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.privacy.LoggedIdentifiers;

/**
 * What alarms need of a decision.
 *
 * @param eventId id of the event
 * @param revision revision of the decision: of two about an event the higher one holds
 * @param entityKey entity of the event
 * @param timeMs when the event happened, milliseconds since the epoch, UTC
 * @param probability calibrated probability that the event is bad
 */
public record ScoredReading(
        String eventId, int revision, String entityKey, long timeMs, double probability) {

    /** Of a decision. */
    public static ScoredReading of(Decision decision) {
        return new ScoredReading(
                decision.eventId(),
                decision.revision(),
                decision.entityKey(),
                decision.eventTimeMs(),
                decision.verdict().probability());
    }

    /** For logs: identifiers as they may appear there. */
    @Override
    public String toString() {
        return "ScoredReading[event "
                + LoggedIdentifiers.of(eventId)
                + " of "
                + LoggedIdentifiers.of(entityKey)
                + ", time "
                + timeMs
                + "]";
    }
}
