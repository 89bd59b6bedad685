// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.kafka;

import dev.sluice.stream.kafka.KafkaConfig;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sends encoded records and counts those that the cluster acknowledged.
 *
 * <p>One thread sends; any thread may count or {@link #abort()}.
 */
public final class EventProducer implements AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

    private record Acknowledgements(LongAdder count, Callback callback) {}

    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, Acknowledgements> byTopic = new ConcurrentHashMap<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private volatile boolean aborted;

    private EventProducer(KafkaProducer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** A producer for a cluster. */
    public static EventProducer of(KafkaConfig kafka) {
        return new EventProducer(Clients.producer(kafka));
    }

    /**
     * Sends a record, without waiting for the cluster unless the buffer is full.
     *
     * @return false if this was aborted, and the record not sent
     * @throws IOException if this or an earlier record failed
     */
    public boolean send(String topic, byte[] key, byte[] value) throws IOException {
        return send(new ProducerRecord<>(topic, key, value));
    }

    /**
     * Sends a record with all it has: partition, timestamp, headers.
     *
     * @return false if this was aborted, and the record not sent
     * @throws IOException if this or an earlier record failed
     */
    // the callback hears of the result
    @SuppressWarnings("FutureReturnValueIgnored")
    public boolean send(ProducerRecord<byte[], byte[]> record) throws IOException {
        if (aborted) {
            return false;
        }
        throwFailure();
        try {
            producer.send(record, acknowledgements(record.topic()).callback());
            return true;
        } catch (KafkaException | IllegalStateException e) {
            if (aborted) {
                return false;
            }
            throw new IOException("a record cannot be sent to " + record.topic(), e);
        }
    }

    /**
     * Waits until everything that was sent is acknowledged.
     *
     * @throws IOException if a record failed
     */
    public void flush() throws IOException {
        if (!aborted) {
            producer.flush();
        }
        throwFailure();
    }

    /** Number of records of a topic that the cluster acknowledged so far. */
    public long acknowledged(String topic) {
        Acknowledgements acknowledgements = byTopic.get(topic);
        return acknowledgements == null ? 0 : acknowledgements.count().sum();
    }

    /** Stops at once and drops what is not yet sent; sending then returns false. */
    public void abort() {
        aborted = true;
        producer.close(Duration.ZERO);
    }

    /** Sends what is left, if that takes no longer than 20 seconds. */
    @Override
    public void close() {
        producer.close(aborted ? Duration.ZERO : CLOSE_TIMEOUT);
    }

    private Acknowledgements acknowledgements(String topic) {
        Acknowledgements known = byTopic.get(topic);
        return known != null ? known : byTopic.computeIfAbsent(topic, this::newAcknowledgements);
    }

    private Acknowledgements newAcknowledgements(String topic) {
        LongAdder count = new LongAdder();
        return new Acknowledgements(
                count,
                (metadata, exception) -> {
                    if (exception == null) {
                        count.increment();
                    } else {
                        failure.compareAndSet(null, exception);
                    }
                });
    }

    private void throwFailure() throws IOException {
        Exception first = failure.get();
        if (first != null && !aborted) {
            throw new IOException("a record was not acknowledged: " + first.getMessage(), first);
        }
    }
}
