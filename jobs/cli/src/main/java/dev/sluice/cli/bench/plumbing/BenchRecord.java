// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import dev.sluice.fraud.CardTransaction;
import dev.sluice.fraud.FraudRecords;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.Transaction;
import dev.sluice.schema.WireFormat;

import org.apache.kafka.clients.producer.ProducerRecord;

import java.nio.charset.StandardCharsets;

/** Transactions as a producer sends them, their numbers in the place of their ids. */
final class BenchRecord {

    private final String topic;
    private final WireFormat<Transaction> format = AvroWireFormat.of(Transaction.class);

    BenchRecord(String topic) {
        this.topic = topic;
    }

    ProducerRecord<byte[], byte[]> of(int number, CardTransaction transaction) {
        return new ProducerRecord<>(
                topic,
                transaction.customerId().getBytes(StandardCharsets.UTF_8),
                format.encode(
                        FraudRecords.of(
                                new CardTransaction(
                                        Integer.toString(number),
                                        transaction.eventTimeMs(),
                                        transaction.customerId(),
                                        transaction.terminalId(),
                                        transaction.amountMinor()))));
    }
}
