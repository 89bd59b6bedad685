// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.schema.SensorLabel;
import dev.sluice.stream.ingest.EventAdapter;
import dev.sluice.stream.ingest.FieldChecks;
import dev.sluice.stream.ingest.RejectedEventException;

import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Reads maintenance tickets; ordered by the time at which they became known. */
public final class TicketAdapter implements EventAdapter<SensorLabel, SensorTicket> {

    private static final long serialVersionUID = 1L;

    /** An adapter; it has no settings. */
    public TicketAdapter() {}

    @Override
    public Class<SensorLabel> recordType() {
        return SensorLabel.class;
    }

    @Override
    public TypeInformation<SensorTicket> eventType() {
        return TypeInformation.of(SensorTicket.class);
    }

    @Override
    public SensorTicket adapt(SensorLabel record) throws RejectedEventException {
        long from = FieldChecks.time("from", record.getFrom().toEpochMilli());
        long to = record.getTo().toEpochMilli();
        if (to < from) {
            throw new RejectedEventException(
                    DeadLetter.Reason.BAD_VALUE,
                    "to is " + to + " ms; expected no time before from, " + from + " ms.");
        }
        return new SensorTicket(
                FieldChecks.id("ticket_id", record.getTicketId()),
                FieldChecks.id("sensor_id", record.getSensorId()),
                from,
                to,
                FieldChecks.time("available_at", record.getAvailableAt().toEpochMilli()),
                switch (record.getKind()) {
                    case FAULT -> SensorTicket.Kind.FAULT;
                    case MAINTENANCE -> SensorTicket.Kind.MAINTENANCE;
                });
    }

    @Override
    public String eventId(SensorTicket ticket) {
        return ticket.ticketId();
    }

    @Override
    public long eventTimeMs(SensorTicket ticket) {
        return ticket.availableAtMs();
    }
}
