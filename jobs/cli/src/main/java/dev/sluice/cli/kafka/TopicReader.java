// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.kafka;

import dev.sluice.stream.kafka.KafkaConfig;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads a topic from its start to where it ends at the time of the call. */
public final class TopicReader {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private TopicReader() {}

    /**
     * Hands over all records of a topic; those of a partition in order.
     *
     * @param isolation {@code READ_COMMITTED} leaves out what belongs to aborted transactions, and
     *     ends before the first one that is open
     * @return number of records
     * @throws IOException if the topic does not exist, or the cluster does not answer
     */
    public static long read(
            KafkaConfig kafka,
            String topic,
            IsolationLevel isolation,
            Consumer<ConsumerRecord<byte[], byte[]>> records)
            throws IOException {
        try (KafkaConsumer<byte[], byte[]> consumer = Clients.consumer(kafka, isolation)) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            if (partitions.isEmpty()) {
                throw new IOException(
                        "topic " + topic + " does not exist at " + kafka.bootstrapServers());
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return read(consumer, consumer.endOffsets(partitions), records);
        } catch (KafkaException e) {
            throw new IOException(
                    "topic "
                            + topic
                            + " cannot be read at "
                            + kafka.bootstrapServers()
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private static long read(
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends,
            Consumer<ConsumerRecord<byte[], byte[]>> records)
            throws IOException {
        long count = 0;
        long positions = -1;
        long lastProgress = System.nanoTime();
        while (!isAtEnd(consumer, ends)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                long end = ends.get(new TopicPartition(record.topic(), record.partition()));
                if (record.offset() < end) {
                    records.accept(record);
                    count++;
                }
            }
            long reached = ends.keySet().stream().mapToLong(consumer::position).sum();
            if (reached != positions) {
                positions = reached;
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > SILENCE.toNanos()) {
                throw new IOException("nothing came for " + SILENCE + " before the ends " + ends);
            }
        }
        return count;
    }

    /** By position, since transactions leave marks that are no records. */
    private static boolean isAtEnd(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            if (consumer.position(end.getKey()) < end.getValue()) {
                return false;
            }
        }
        return true;
    }

    private static List<TopicPartition> partitions(
            KafkaConsumer<byte[], byte[]> consumer, String topic) {
        List<PartitionInfo> infos = consumer.partitionsFor(topic);
        return infos == null
                ? List.of()
                : infos.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
    }
}
