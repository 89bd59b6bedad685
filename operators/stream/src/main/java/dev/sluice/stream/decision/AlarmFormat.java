// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.alarm.Alarm;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.WireFormat;
import dev.sluice.schema.WireFormatException;

import java.time.Instant;

/**
 * Alarms as they are on the topic: {@code dev.sluice.schema.Alarm}, Avro single objects; what is no
 * number, or has not come yet, is null there.
 *
 * <p>Not thread-safe.
 */
public final class AlarmFormat implements WireFormat<Alarm> {

    private final WireFormat<dev.sluice.schema.Alarm> records;

    /** Avro single objects. */
    public AlarmFormat() {
        this(AvroWireFormat.of(dev.sluice.schema.Alarm.class));
    }

    /** Records in another format. */
    public AlarmFormat(WireFormat<dev.sluice.schema.Alarm> records) {
        this.records = records;
    }

    @Override
    public byte[] encode(Alarm alarm) {
        return records.encode(
                dev.sluice.schema.Alarm.newBuilder()
                        .setAlarmId(alarm.alarmId())
                        .setRevision(alarm.revision())
                        .setEntityKey(alarm.entityKey())
                        .setKind(alarm.kind().name())
                        .setStatus(alarm.status().name())
                        .setStart(Instant.ofEpochMilli(alarm.startMs()))
                        .setEnd(
                                alarm.endMs() == Alarm.NO_END
                                        ? null
                                        : Instant.ofEpochMilli(alarm.endMs()))
                        .setPeakTime(Instant.ofEpochMilli(alarm.peak().timeMs()))
                        .setPeakLikelihood(orNull(alarm.peak().likelihood()))
                        .setPeakProbability(orNull(alarm.peak().probability()))
                        .setEventId(alarm.peak().eventId())
                        .setReadings(alarm.readings())
                        .build());
    }

    @Override
    public Alarm decode(byte[] bytes) throws WireFormatException {
        dev.sluice.schema.Alarm record = records.decode(bytes);
        return new Alarm(
                record.getAlarmId(),
                record.getRevision(),
                record.getEntityKey(),
                DecisionFormat.constant(Alarm.Kind.class, record.getKind()),
                DecisionFormat.constant(Alarm.Status.class, record.getStatus()),
                record.getStart().toEpochMilli(),
                record.getEnd() == null ? Alarm.NO_END : record.getEnd().toEpochMilli(),
                new Alarm.Peak(
                        record.getPeakTime().toEpochMilli(),
                        orNaN(record.getPeakLikelihood()),
                        orNaN(record.getPeakProbability()),
                        record.getEventId()),
                record.getReadings());
    }

    private static Double orNull(double figure) {
        return Double.isNaN(figure) ? null : figure;
    }

    private static double orNaN(Double figure) {
        return figure == null ? Double.NaN : figure;
    }
}
