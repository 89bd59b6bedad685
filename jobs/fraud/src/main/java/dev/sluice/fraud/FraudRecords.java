// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.schema.Transaction;
import dev.sluice.schema.TransactionLabel;

import java.time.Instant;

/** Transactions and labels as producers write them: the way back of the adapters. */
public final class FraudRecords {

    private static final String CURRENCY = "EUR";

    private FraudRecords() {}

    /** The Avro record of a transaction. */
    public static Transaction of(CardTransaction transaction) {
        return Transaction.newBuilder()
                .setTransactionId(transaction.transactionId())
                .setEventTime(Instant.ofEpochMilli(transaction.eventTimeMs()))
                .setCustomerId(transaction.customerId())
                .setTerminalId(transaction.terminalId())
                .setAmountMinor(transaction.amountMinor())
                .setCurrency(CURRENCY)
                .build();
    }

    /** The Avro record of a label. */
    public static TransactionLabel of(CardLabel label) {
        return TransactionLabel.newBuilder()
                .setTransactionId(label.transactionId())
                .setEventTime(Instant.ofEpochMilli(label.eventTimeMs()))
                .setCustomerId(label.customerId())
                .setTerminalId(label.terminalId())
                .setAmountMinor(label.amountMinor())
                .setFraud(label.fraud())
                .setScenario(label.scenario() == 0 ? null : label.scenario())
                .setAvailableAt(Instant.ofEpochMilli(label.availableAtMs()))
                .build();
    }
}
