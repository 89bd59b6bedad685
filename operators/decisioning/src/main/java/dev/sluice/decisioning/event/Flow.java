// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.event;

import java.util.Objects;

/**
 * What really travels between two stages: an event, or a control message in band.
 *
 * <p>Exactly one of the two is present. Control messages enter once, at the last keyed stage, and
 * keep their place among the events from there on.
 *
 * @param event the event, or null
 * @param control the control message, or null
 * @param <E> type of the events of the stage
 */
public record Flow<E>(E event, ControlMessage control) {

    /** Wraps an event. */
    public static <E> Flow<E> event(E event) {
        return new Flow<>(Objects.requireNonNull(event, "event"), null);
    }

    /** Wraps a control message. */
    public static <E> Flow<E> control(ControlMessage control) {
        return new Flow<>(null, Objects.requireNonNull(control, "control"));
    }

    /** Whether this is a control message. */
    public boolean isControl() {
        return control != null;
    }
}
