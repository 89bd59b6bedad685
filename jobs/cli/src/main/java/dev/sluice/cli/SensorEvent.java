// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.demo.Shipment;
import dev.sluice.cli.explain.Party;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.SensorLabel;
import dev.sluice.schema.SensorReading;
import dev.sluice.schema.WireFormat;
import dev.sluice.sensors.LabelledReading;
import dev.sluice.sensors.SensorRecords;
import dev.sluice.sensors.SensorTicket;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A reading of the past, and the tickets that are sent before it.
 *
 * @param labelled the reading and the truth about it
 * @param tickets tickets that were written since the reading before
 * @param formats how it is written, shared by the events of a history
 */
record SensorEvent(LabelledReading labelled, List<SensorTicket> tickets, Formats formats)
        implements PastEvent {

    /** How readings and tickets are written; not thread-safe. */
    static final class Formats {

        private final WireFormat<SensorReading> readings = AvroWireFormat.of(SensorReading.class);
        private final WireFormat<SensorLabel> tickets = AvroWireFormat.of(SensorLabel.class);
    }

    @Override
    public String id() {
        return labelled.reading().eventId();
    }

    @Override
    public long timeMs() {
        return labelled.reading().eventTimeMs();
    }

    @Override
    public List<Party> parties() {
        return List.of();
    }

    @Override
    public String hindsight() {
        if (!labelled.isAnomalous()) {
            return "";
        }
        return "the data says anomalous"
                + labelled.fault().map(fault -> ", " + fault.key()).orElse("")
                + ". The decision has not seen that.";
    }

    @Override
    public Shipment shipment() {
        return new Shipment(
                timeMs(),
                key(labelled.reading().sensorId()),
                formats.readings.encode(SensorRecords.of(labelled.reading())),
                tickets.stream()
                        .map(
                                ticket ->
                                        new Shipment.Label(
                                                ticket.availableAtMs(),
                                                key(ticket.sensorId()),
                                                formats.tickets.encode(SensorRecords.of(ticket))))
                        .toList());
    }

    private static byte[] key(String sensorId) {
        return sensorId.getBytes(StandardCharsets.UTF_8);
    }
}
