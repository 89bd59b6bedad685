// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.kafka;

import dev.sluice.stream.kafka.KafkaConfig;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads one record of a topic. */
public final class SourceRecord {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private SourceRecord() {}

    /**
     * The record at an offset; nothing if the topic has it no longer.
     *
     * @throws IOException if the cluster does not answer
     */
    public static Optional<ConsumerRecord<byte[], byte[]>> read(
            KafkaConfig kafka, String topic, int partition, long offset) throws IOException {
        TopicPartition place = new TopicPartition(topic, partition);
        try (KafkaConsumer<byte[], byte[]> consumer =
                Clients.consumer(kafka, IsolationLevel.READ_UNCOMMITTED)) {
            consumer.assign(List.of(place));
            boolean isKept =
                    consumer.beginningOffsets(List.of(place)).get(place) <= offset
                            && offset < consumer.endOffsets(List.of(place)).get(place);
            if (!isKept) {
                return Optional.empty();
            }
            consumer.seek(place, offset);
            long deadline = System.nanoTime() + SILENCE.toNanos();
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    return record.offset() == offset ? Optional.of(record) : Optional.empty();
                }
            }
            throw new IOException(
                    "record " + place + "/" + offset + " did not come within " + SILENCE);
        } catch (KafkaException e) {
            throw new IOException(
                    "record "
                            + place
                            + "/"
                            + offset
                            + " cannot be read at "
                            + kafka.bootstrapServers()
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }
}
