// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import dev.sluice.decisioning.alarm.MaintenanceWindow;

import org.apache.flink.api.common.functions.MapFunction;

/** Planned work as alarms see it: until the last moment of the ticket; a fault is none. */
public final class MaintenanceTickets implements MapFunction<SensorTicket, MaintenanceWindow> {

    private static final long serialVersionUID = 1L;

    /** It has no settings. */
    public MaintenanceTickets() {}

    @Override
    public MaintenanceWindow map(SensorTicket ticket) {
        return switch (ticket.kind()) {
            case MAINTENANCE ->
                    new MaintenanceWindow(ticket.sensorId(), ticket.fromMs(), after(ticket.toMs()));
            case FAULT ->
                    new MaintenanceWindow(ticket.sensorId(), ticket.fromMs(), ticket.fromMs());
        };
    }

    /** The next moment; of a ticket without an end, the last there is. */
    private static long after(long timeMs) {
        return timeMs == Long.MAX_VALUE ? timeMs : timeMs + 1;
    }
}
