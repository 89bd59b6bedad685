// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.kafka;

import dev.sluice.stream.kafka.KafkaConfig;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

import java.io.IOException;
import java.time.Duration;

/**
 * Sends records that appear all together, or not at all; a second one of the same name takes over
 * from the first. Not thread-safe.
 */
public final class TransactionalProducer implements AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

    private final KafkaConfig kafka;
    private final String name;
    private final KafkaProducer<byte[], byte[]> producer;
    private boolean open;

    private TransactionalProducer(
            KafkaConfig kafka, String name, KafkaProducer<byte[], byte[]> producer) {
        this.kafka = kafka;
        this.name = name;
        this.producer = producer;
    }

    /**
     * A producer of a name; what another one of it had not committed is gone.
     *
     * @throws IOException if the cluster does not answer, or allows no transactions
     */
    public static TransactionalProducer of(KafkaConfig kafka, String name) throws IOException {
        KafkaProducer<byte[], byte[]> producer = Clients.transactionalProducer(kafka, name);
        try {
            producer.initTransactions();
            return new TransactionalProducer(kafka, name, producer);
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw new IOException(
                    "transactions of "
                            + name
                            + " cannot begin at "
                            + kafka.bootstrapServers()
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * Sends a record with the next {@link #commit()}.
     *
     * @throws IOException if this or an earlier record failed
     */
    // a failure comes with the commit
    @SuppressWarnings("FutureReturnValueIgnored")
    public void send(ProducerRecord<byte[], byte[]> record) throws IOException {
        try {
            if (!open) {
                producer.beginTransaction();
                open = true;
            }
            producer.send(record);
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    /**
     * Decides that everything that was sent appears; readers may see it some moments later.
     *
     * @throws IOException if a record failed, or another producer of the name took over
     */
    public void commit() throws IOException {
        if (!open) {
            return;
        }
        try {
            producer.commitTransaction();
            open = false;
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    /**
     * Commits, and returns once every reader sees what was sent. This producer sends no more.
     *
     * @throws IOException if a record failed, or another producer of the name took over
     */
    public void finish() throws IOException {
        commit();
        // a commit is answered when it is decided, before the topics have its marks; the next
        // producer of the name can begin only when they have
        of(kafka, name).close();
    }

    /** Drops what was not committed. */
    @Override
    public void close() {
        producer.close(open ? Duration.ZERO : CLOSE_TIMEOUT);
    }

    private static IOException failed(KafkaException e) {
        return new IOException("a transaction failed: " + e.getMessage(), e);
    }
}
