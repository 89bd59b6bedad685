// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.alarm;

import dev.sluice.decisioning.alarm.MaintenanceWindow;
import dev.sluice.decisioning.alarm.ScoredReading;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.privacy.LoggedIdentifiers;

/**
 * One thing that matters to the alarms about an entity: it was seen, or a decision, or a ticket.
 *
 * @param entityKey entity
 * @param seenMs when it was seen, milliseconds since the epoch; of use only without the other two
 * @param decided what was decided, or null
 * @param ticket its maintenance, or null
 */
public record AlarmSignal(
        String entityKey, long seenMs, ScoredReading decided, MaintenanceWindow ticket) {

    static AlarmSignal seen(String entityKey, long timeMs) {
        return new AlarmSignal(entityKey, timeMs, null, null);
    }

    static AlarmSignal of(Decision decision) {
        return new AlarmSignal(decision.entityKey(), 0, ScoredReading.of(decision), null);
    }

    static AlarmSignal of(MaintenanceWindow ticket) {
        return new AlarmSignal(ticket.entityKey(), 0, null, ticket);
    }

    /** For logs: identifiers as they may appear there. */
    @Override
    public String toString() {
        return "AlarmSignal["
                + LoggedIdentifiers.of(entityKey)
                + ", seen "
                + seenMs
                + ", "
                + decided
                + ", "
                + ticket
                + "]";
    }
}
