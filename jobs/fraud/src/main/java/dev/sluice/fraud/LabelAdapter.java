// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.schema.TransactionLabel;
import dev.sluice.stream.ingest.EventAdapter;
import dev.sluice.stream.ingest.FieldChecks;
import dev.sluice.stream.ingest.RejectedEventException;

import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Reads labels; ordered by the time at which they became known. */
public final class LabelAdapter implements EventAdapter<TransactionLabel, CardLabel> {

    private static final long serialVersionUID = 1L;

    /** What clocks may differ by: an hour. */
    private static final long MOST_AHEAD_MS = 3_600_000;

    /** An adapter; it has no settings. */
    public LabelAdapter() {}

    @Override
    public Class<TransactionLabel> recordType() {
        return TransactionLabel.class;
    }

    @Override
    public TypeInformation<CardLabel> eventType() {
        return TypeInformation.of(CardLabel.class);
    }

    @Override
    public CardLabel adapt(TransactionLabel record) throws RejectedEventException {
        requireKnownAfterwards(
                record.getEventTime().toEpochMilli(), record.getAvailableAt().toEpochMilli());
        Integer scenario = record.getScenario();
        return new CardLabel(
                FieldChecks.id("transaction_id", record.getTransactionId()),
                FieldChecks.id("customer_id", record.getCustomerId()),
                FieldChecks.id("terminal_id", record.getTerminalId()),
                FieldChecks.time("event_time", record.getEventTime().toEpochMilli()),
                MinorUnits.check("amount_minor", record.getAmountMinor()),
                record.getFraud(),
                scenario == null ? 0 : scenario,
                FieldChecks.time("available_at", record.getAvailableAt().toEpochMilli()));
    }

    /** A label about the future would be kept until then. */
    private static void requireKnownAfterwards(long eventTimeMs, long availableAtMs)
            throws RejectedEventException {
        if (availableAtMs >= 0 && eventTimeMs - MOST_AHEAD_MS > availableAtMs) {
            throw new RejectedEventException(
                    DeadLetter.Reason.BAD_VALUE,
                    "event_time is "
                            + eventTimeMs
                            + " ms, after available_at, "
                            + availableAtMs
                            + " ms; expected a label to become known after its transaction.");
        }
    }

    @Override
    public String eventId(CardLabel label) {
        return label.transactionId();
    }

    @Override
    public long eventTimeMs(CardLabel label) {
        return label.availableAtMs();
    }
}
