// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import dev.sluice.schema.Transaction;
import dev.sluice.stream.ingest.EventAdapter;

import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Reads payments out of transactions. */
final class PaymentAdapter implements EventAdapter<Transaction, Payment> {

    private static final long serialVersionUID = 1L;

    @Override
    public Class<Transaction> recordType() {
        return Transaction.class;
    }

    @Override
    public TypeInformation<Payment> eventType() {
        return TypeInformation.of(Payment.class);
    }

    @Override
    public Payment adapt(Transaction record) {
        return new Payment(
                record.getTransactionId(),
                record.getCustomerId(),
                record.getEventTime().toEpochMilli());
    }

    @Override
    public String eventId(Payment event) {
        return event.id();
    }

    @Override
    public long eventTimeMs(Payment event) {
        return event.timeMs();
    }
}
