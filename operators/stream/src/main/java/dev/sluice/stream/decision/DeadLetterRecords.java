// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.schema.WireFormat;

import org.apache.flink.api.common.serialization.SerializationSchema;

import org.apache.kafka.clients.producer.ProducerRecord;

import java.nio.charset.StandardCharsets;

/**
 * Dead letters as Kafka records: never larger than allowed, without a timestamp.
 *
 * <p>The key is {@code topic/partition/offset} of the refused record, so that repetitions after a
 * failure can be told from two records; within the job, where that is lost, it is the entity.
 */
final class DeadLetterRecords extends TopicRecords<DeadLetter> {

    private static final long serialVersionUID = 1L;

    private final int maxBytes;

    private transient WireFormat<DeadLetter> format;

    DeadLetterRecords(String topic, int maxBytes) {
        super(topic);
        this.maxBytes = maxBytes;
    }

    @Override
    public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink) {
        format = new DeadLetterFormat();
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            DeadLetter letter, KafkaSinkContext context, Long eventTimeMs) {
        ProducerRecord<byte[], byte[]> record = record(letter);
        return length(record) > maxBytes ? record(SizeLimits.shortened(letter)) : record;
    }

    private ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
        return new ProducerRecord<>(topic(), key(letter), format.encode(letter));
    }

    private static byte[] key(DeadLetter letter) {
        return letter.topic().isEmpty()
                ? letter.key()
                : (letter.topic() + "/" + letter.partition() + "/" + letter.offset())
                        .getBytes(StandardCharsets.UTF_8);
    }

    private static int length(ProducerRecord<byte[], byte[]> record) {
        return record.value().length + (record.key() == null ? 0 : record.key().length);
    }
}
