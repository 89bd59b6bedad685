// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.schema.SensorReading;
import dev.sluice.schema.SensorValue;
import dev.sluice.stream.ingest.EventAdapter;
import dev.sluice.stream.ingest.FieldChecks;
import dev.sluice.stream.ingest.RejectedEventException;

import org.apache.flink.api.common.typeinfo.TypeInformation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads readings; ordered by the time of measurement.
 *
 * <p>A value that is null, NaN or infinite is missing, which is no reason to refuse the reading,
 * not even if nothing else is there: a sensor that says nothing has still spoken.
 */
public final class ReadingAdapter implements EventAdapter<SensorReading, Reading> {

    private static final long serialVersionUID = 1L;

    private static final int MAX_UNIT_LENGTH = 64;

    /** An adapter; it has no settings. */
    public ReadingAdapter() {}

    @Override
    public Class<SensorReading> recordType() {
        return SensorReading.class;
    }

    @Override
    public TypeInformation<Reading> eventType() {
        return TypeInformation.of(Reading.class);
    }

    @Override
    public Reading adapt(SensorReading record) throws RejectedEventException {
        String sensor = FieldChecks.id("sensor_id", record.getSensorId());
        long time = FieldChecks.time("event_time", record.getEventTime().toEpochMilli());
        List<SensorValue> given = record.getValues();
        int size = given.size();
        if (size < 1 || size > Reading.MAX_CHANNELS) {
            throw refused(
                    "values has "
                            + size
                            + " channels; expected 1 to "
                            + Reading.MAX_CHANNELS
                            + ".");
        }
        String[] channels = new String[size];
        double[] values = new double[size];
        String[] units = new String[size];
        for (int i = 0; i < size; i++) {
            SensorValue one = given.get(i);
            channels[i] = FieldChecks.id("values[" + i + "].name", one.getName());
            values[i] = value(one.getValue());
            units[i] = unit(i, one.getUnit());
        }
        refuseRepetition(channels);
        return new Reading(sensor, time, channels, values, units);
    }

    @Override
    public String eventId(Reading event) {
        return event.eventId();
    }

    @Override
    public long eventTimeMs(Reading event) {
        return event.eventTimeMs();
    }

    private static double value(Double given) {
        return given == null || given.isInfinite() ? Double.NaN : given;
    }

    private static String unit(int index, String unit) throws RejectedEventException {
        if (unit.length() > MAX_UNIT_LENGTH) {
            throw refused(
                    "values["
                            + index
                            + "].unit has "
                            + unit.length()
                            + " characters; expected at most "
                            + MAX_UNIT_LENGTH
                            + ".");
        }
        return unit;
    }

    private static void refuseRepetition(String[] channels) throws RejectedEventException {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < channels.length; i++) {
            if (!seen.add(channels[i])) {
                throw refused(
                        "values["
                                + i
                                + "].name '"
                                + channels[i]
                                + "' is there twice; expected each channel once.");
            }
        }
    }

    private static RejectedEventException refused(String detail) {
        return new RejectedEventException(DeadLetter.Reason.BAD_VALUE, detail);
    }
}
