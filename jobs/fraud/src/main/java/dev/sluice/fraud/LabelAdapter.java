// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.schema.TransactionLabel;
import dev.sluice.stream.ingest.EventAdapter;
import dev.sluice.stream.ingest.FieldChecks;
import dev.sluice.stream.ingest.RejectedEventException;

import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Reads labels; ordered by the time at which they became known. */
public final class LabelAdapter implements EventAdapter<TransactionLabel, CardLabel> {

    private static final long serialVersionUID = 1L;

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

    @Override
    public String eventId(CardLabel label) {
        return label.transactionId();
    }

    @Override
    public long eventTimeMs(CardLabel label) {
        return label.availableAtMs();
    }
}
