// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.ingest;

import dev.sluice.decisioning.event.DeadLetter.Reason;
import dev.sluice.schema.Transaction;

import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Reads payments, with a mistake: it fails at the currency XXX. */
public final class PaymentAdapter implements EventAdapter<Transaction, Payment> {

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
    public Payment adapt(Transaction record) throws RejectedEventException {
        if (record.getCurrency().equals("XXX")) {
            throw new IllegalStateException("no such currency");
        }
        if (record.getAmountMinor() < 0) {
            throw new RejectedEventException(
                    Reason.BAD_VALUE, "amount_minor is " + record.getAmountMinor());
        }
        return new Payment(
                record.getTransactionId(),
                record.getCustomerId(),
                record.getEventTime().toEpochMilli(),
                record.getAmountMinor());
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
