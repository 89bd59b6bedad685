// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.demo.Shipment;
import dev.sluice.cli.explain.Party;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.SensorReading;
import dev.sluice.schema.WireFormat;
import dev.sluice.sensors.FaultKind;
import dev.sluice.sensors.LabelledReading;
import dev.sluice.sensors.SensorRecords;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A reading of the past; no label goes out with it, since sensors are judged without any.
 *
 * @param labelled the reading and the truth about it
 * @param format how readings are written, shared by the events of a history; not thread-safe
 */
record SensorEvent(LabelledReading labelled, WireFormat<SensorReading> format)
        implements PastEvent {

    /** How readings are written. */
    static WireFormat<SensorReading> newFormat() {
        return AvroWireFormat.of(SensorReading.class);
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
        return "the data says that something was wrong"
                + labelled.kind().map(FaultKind::key).map(kind -> " (" + kind + ")").orElse("")
                + ". The decision has not seen that.";
    }

    @Override
    public Shipment shipment() {
        byte[] key = labelled.reading().sensorId().getBytes(StandardCharsets.UTF_8);
        byte[] event = format.encode(SensorRecords.of(labelled.reading()));
        return new Shipment(timeMs(), key, event, List.of());
    }
}
