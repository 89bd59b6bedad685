// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults;

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

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import static org.awaitility.Awaitility.await;

/** Sends a world to the topics of a run: all labels, and then the events at a rate. */
final class Feed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    /** Name of the producer, to the broker. */
    static final String CLIENT = "faults-feed";

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final long TICK_MS = 500;
    private static final Duration AHEAD = Duration.ofDays(60);

    private final World world;
    private final KafkaConfig kafka;
    private final int partitions;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "feed-clock");
                        thread.setDaemon(true);
                        return thread;
                    });
    private CompletableFuture<Void> sending = CompletableFuture.completedFuture(null);

    Feed(World world, KafkaConfig kafka, int partitions) {
        this.world = world;
        this.kafka = kafka;
        this.partitions = partitions;
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                kafka.bootstrapServers(),
                                ProducerConfig.CLIENT_ID_CONFIG,
                                CLIENT),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    void sendLabels() {
        WireFormat<TransactionLabel> format = AvroWireFormat.of(TransactionLabel.class);
        for (LabelledTransaction event : world.events()) {
            if (event.fraud()) {
                CardLabel label = event.label(LabelledTransaction.LABEL_DELAY);
                send(
                        new ProducerRecord<>(
                                kafka.labelsTopic(),
                                label.customerId().getBytes(StandardCharsets.UTF_8),
                                format.encode(FraudRecords.of(label))),
                        () -> {});
            }
        }
        producer.flush();
        // after a restore nothing is known of a partition until something comes from it
        clock.scheduleAtFixedRate(this::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
    }

    /** Starts to send the events. */
    void startEvents(double perSecond) {
        sending = CompletableFuture.runAsync(() -> sendEvents(perSecond));
    }

    /** Waits until a share of the events is acknowledged. */
    void awaitShare(double share) {
        long wanted = (long) (share * world.events().size());
        await().atMost(PATIENCE)
                .until(() -> sending.isCompletedExceptionally() || acknowledged.get() >= wanted);
    }

    /** Number of events that the broker has. */
    int acknowledged() {
        return acknowledged.get();
    }

    /** Waits until all events are acknowledged. */
    void awaitEnd() throws IOException {
        try {
            sending.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw new IOException("the events of seed " + world.seed() + " were not sent", e);
        }
        if (acknowledged.get() != world.events().size()) {
            throw new IOException(
                    acknowledged.get()
                            + " of "
                            + world.events().size()
                            + " events were acknowledged");
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        producer.close();
    }

    private void sendEvents(double perSecond) {
        WireFormat<Transaction> format = AvroWireFormat.of(Transaction.class);
        Pace pace = Pace.perSecond(perSecond);
        try {
            for (LabelledTransaction event : world.events()) {
                pace.await();
                CardTransaction transaction = event.transaction();
                send(
                        new ProducerRecord<>(
                                kafka.eventsTopic(),
                                transaction.customerId().getBytes(StandardCharsets.UTF_8),
                                format.encode(FraudRecords.of(transaction))),
                        acknowledged::incrementAndGet);
            }
            producer.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A label of nobody, much later than all others, to each partition. */
    private void tick() {
        CardTransaction last = world.events().get(world.events().size() - 1).transaction();
        byte[] label =
                AvroWireFormat.of(TransactionLabel.class)
                        .encode(
                                FraudRecords.of(
                                        new CardLabel(
                                                "tick",
                                                "nobody",
                                                "nowhere",
                                                last.eventTimeMs(),
                                                1,
                                                false,
                                                0,
                                                last.eventTimeMs() + AHEAD.toMillis())));
        byte[] key = "nobody".getBytes(StandardCharsets.UTF_8);
        for (int partition = 0; partition < partitions; partition++) {
            send(new ProducerRecord<>(kafka.labelsTopic(), partition, key, label), () -> {});
        }
    }

    // the callback hears of the result
    @SuppressWarnings("FutureReturnValueIgnored")
    private void send(ProducerRecord<byte[], byte[]> record, Runnable whenAcknowledged) {
        producer.send(
                record,
                (metadata, failure) -> {
                    if (failure == null) {
                        whenAcknowledged.run();
                    } else {
                        LOG.warn("A record was not acknowledged", failure);
                    }
                });
    }
}
