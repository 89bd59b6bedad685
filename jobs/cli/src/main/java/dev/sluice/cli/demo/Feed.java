// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.demo;

import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.Pace;
import dev.sluice.fraud.CardLabel;
import dev.sluice.fraud.CardTransaction;
import dev.sluice.fraud.FraudRecords;
import dev.sluice.fraud.LabelledTransaction;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.Transaction;
import dev.sluice.schema.TransactionLabel;
import dev.sluice.schema.WireFormat;
import dev.sluice.stream.kafka.KafkaConfig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;

/**
 * Sends transactions at a rate, and the label of each fraud a week of event time later.
 *
 * <p>A label goes out as soon as its transaction has, and counts from the time that it carries. No
 * event is sent before the labels available by its time are read. One thread.
 */
final class Feed {

    private static final Duration LABEL_BATCH = Duration.ofDays(1);

    private final EventProducer producer;
    private final KafkaConfig kafka;
    private final LabelBarrier barrier;
    private final Pace pace;
    private final WireFormat<Transaction> transactions = AvroWireFormat.of(Transaction.class);
    private final WireFormat<TransactionLabel> labels = AvroWireFormat.of(TransactionLabel.class);
    private long batchEndMs = Long.MIN_VALUE;
    private long firstAvailableAtMs = Long.MAX_VALUE;

    Feed(EventProducer producer, KafkaConfig kafka, LabelBarrier barrier, Pace pace) {
        this.producer = producer;
        this.kafka = kafka;
        this.barrier = barrier;
        this.pace = pace;
    }

    /** Sends up to a number of events and waits until all are acknowledged. */
    void send(Iterator<LabelledTransaction> history, long events)
            throws IOException, InterruptedException {
        for (long sent = 0; sent < events && history.hasNext(); sent++) {
            LabelledTransaction next = history.next();
            long time = next.transaction().eventTimeMs();
            if (time >= batchEndMs) {
                settleLabels();
                batchEndMs = time + LABEL_BATCH.toMillis();
            }
            barrier.await(time);
            pace.await();
            if (!send(next)) {
                return;
            }
        }
        producer.flush();
    }

    private boolean send(LabelledTransaction next) throws IOException {
        CardTransaction transaction = next.transaction();
        byte[] key = transaction.customerId().getBytes(StandardCharsets.UTF_8);
        if (next.fraud()) {
            CardLabel label = next.label(LabelledTransaction.LABEL_DELAY);
            firstAvailableAtMs = Math.min(firstAvailableAtMs, label.availableAtMs());
            if (!producer.send(kafka.labelsTopic(), key, labels.encode(FraudRecords.of(label)))) {
                return false;
            }
        }
        return producer.send(
                kafka.eventsTopic(), key, transactions.encode(FraudRecords.of(transaction)));
    }

    private void settleLabels() throws IOException, InterruptedException {
        if (firstAvailableAtMs < Long.MAX_VALUE) {
            producer.flush();
            barrier.sent(firstAvailableAtMs);
            firstAvailableAtMs = Long.MAX_VALUE;
        }
    }
}
