// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.event;

import dev.sluice.decisioning.privacy.LoggedIdentifiers;

/**
 * An event with its features, ready for any model.
 *
 * @param eventId id of the event
 * @param entityKey entity that it belongs to: the customer, the sensor
 * @param eventTimeMs when it happened, milliseconds since the epoch, UTC
 * @param stake what is at stake: money in minor units, or severity
 * @param features feature vector, in the order of the use case
 * @param past history of the entity, of which {@link #context()} is made. It goes by reference
 *     through the chained task of the last keyed stage and is serialized only inside an {@link
 *     Escalation}.
 */
public record FeaturizedEvent(
        String eventId,
        String entityKey,
        long eventTimeMs,
        long stake,
        float[] features,
        ContextRows past) {

    /** An event whose context is there already. */
    public FeaturizedEvent(
            String eventId,
            String entityKey,
            long eventTimeMs,
            long stake,
            float[] features,
            float[] context) {
        this(eventId, entityKey, eventTimeMs, stake, features, ContextRows.of(context));
    }

    /**
     * History of the entity, row-major {@code [rows * channels]}, oldest row first, this event
     * last; missing rows are zero and stand in front. It may be made anew in each call; must not be
     * changed.
     */
    public float[] context() {
        return past == null ? null : past.toArray();
    }

    /** For logs: identifiers as they may appear there. */
    @Override
    public String toString() {
        return "FeaturizedEvent[event "
                + LoggedIdentifiers.of(eventId)
                + " of "
                + LoggedIdentifiers.of(entityKey)
                + ", time "
                + eventTimeMs
                + ", stake "
                + stake
                + "]";
    }
}
