// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.demo;

import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.Pace;
import dev.sluice.stream.kafka.KafkaConfig;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;

/**
 * Sends events at a rate, and before each the labels that became known with it.
 *
 * <p>A label counts from the time that it carries. No event is sent before the labels available by
 * its time are read. One thread.
 */
final class Feed {

    private static final Duration LABEL_BATCH = Duration.ofDays(1);

    private final EventProducer producer;
    private final KafkaConfig kafka;
    private final LabelBarrier barrier;
    private final Pace pace;
    private long batchEndMs = Long.MIN_VALUE;
    private long firstAvailableAtMs = Long.MAX_VALUE;

    Feed(EventProducer producer, KafkaConfig kafka, LabelBarrier barrier, Pace pace) {
        this.producer = producer;
        this.kafka = kafka;
        this.barrier = barrier;
        this.pace = pace;
    }

    /** Sends up to a number of events and waits until all are acknowledged. */
    void send(Iterator<Shipment> history, long events) throws IOException, InterruptedException {
        for (long sent = 0; sent < events && history.hasNext(); sent++) {
            Shipment next = history.next();
            long time = next.timeMs();
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

    private boolean send(Shipment next) throws IOException {
        for (Shipment.Label label : next.labels()) {
            firstAvailableAtMs = Math.min(firstAvailableAtMs, label.availableAtMs());
            if (!producer.send(kafka.labelsTopic(), label.key(), label.value())) {
                return false;
            }
        }
        return producer.send(kafka.eventsTopic(), next.key(), next.event());
    }

    private void settleLabels() throws IOException, InterruptedException {
        if (firstAvailableAtMs < Long.MAX_VALUE) {
            producer.flush();
            barrier.sent(firstAvailableAtMs);
            firstAvailableAtMs = Long.MAX_VALUE;
        }
    }
}
