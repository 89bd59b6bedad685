// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import dev.sluice.decisioning.privacy.LoggedIdentifiers;

/**
 * What people knew or planned about a sensor for some time.
 *
 * @param ticketId unique id
 * @param sensorId the sensor
 * @param fromMs first time that it is about, milliseconds since the epoch, UTC
 * @param toMs last time that it is about, not before the first
 * @param availableAtMs when it became known; it counts from then on
 * @param kind what it says
 */
public record SensorTicket(
        String ticketId, String sensorId, long fromMs, long toMs, long availableAtMs, Kind kind) {

    /** What a ticket says. */
    public enum Kind {
        /** Something was wrong. */
        FAULT,
        /** Planned work: alarms are suppressed. */
        MAINTENANCE
    }

    /** For logs: identifiers as they may appear there. */
    @Override
    public String toString() {
        return "SensorTicket["
                + LoggedIdentifiers.of(ticketId)
                + " of "
                + LoggedIdentifiers.of(sensorId)
                + ", "
                + kind
                + ", "
                + fromMs
                + " to "
                + toMs
                + "]";
    }
}
