// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.schema.Transaction;
import dev.sluice.stream.ingest.EventAdapter;
import dev.sluice.stream.ingest.FieldChecks;
import dev.sluice.stream.ingest.RejectedEventException;

import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Reads transactions; ordered by the time of use. */
public final class TransactionAdapter implements EventAdapter<Transaction, CardTransaction> {

    private static final long serialVersionUID = 1L;

    /** An adapter; it has no settings. */
    public TransactionAdapter() {}

    @Override
    public Class<Transaction> recordType() {
        return Transaction.class;
    }

    @Override
    public TypeInformation<CardTransaction> eventType() {
        return TypeInformation.of(CardTransaction.class);
    }

    @Override
    public CardTransaction adapt(Transaction record) throws RejectedEventException {
        return new CardTransaction(
                FieldChecks.id("transaction_id", record.getTransactionId()),
                FieldChecks.time("event_time", record.getEventTime().toEpochMilli()),
                FieldChecks.id("customer_id", record.getCustomerId()),
                FieldChecks.id("terminal_id", record.getTerminalId()),
                MinorUnits.check("amount_minor", record.getAmountMinor()));
    }

    @Override
    public String eventId(CardTransaction event) {
        return event.transactionId();
    }

    @Override
    public long eventTimeMs(CardTransaction event) {
        return event.eventTimeMs();
    }
}
