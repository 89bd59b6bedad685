// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import dev.sluice.schema.SensorLabel;
import dev.sluice.schema.SensorReading;
import dev.sluice.schema.SensorValue;
import dev.sluice.schema.TicketKind;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns plain readings and tickets into the records of the topics: the way back of the adapters.
 */
public final class SensorRecords {

    private SensorRecords() {}

    /** The Avro record of a reading; a missing value is null. */
    public static SensorReading of(Reading reading) {
        List<SensorValue> values = new ArrayList<>();
        for (int i = 0; i < reading.channels().length; i++) {
            double value = reading.values()[i];
            values.add(
                    new SensorValue(
                            reading.channels()[i],
                            Double.isNaN(value) ? null : value,
                            reading.units()[i]));
        }
        return new SensorReading(
                reading.sensorId(), Instant.ofEpochMilli(reading.eventTimeMs()), values);
    }

    /** The Avro record of a ticket. */
    public static SensorLabel of(SensorTicket ticket) {
        return new SensorLabel(
                ticket.ticketId(),
                ticket.sensorId(),
                Instant.ofEpochMilli(ticket.fromMs()),
                Instant.ofEpochMilli(ticket.toMs()),
                Instant.ofEpochMilli(ticket.availableAtMs()),
                TicketKind.valueOf(ticket.kind().name()));
    }
}
