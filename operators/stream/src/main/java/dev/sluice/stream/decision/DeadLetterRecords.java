// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.WireFormat;

import org.apache.flink.api.common.serialization.SerializationSchema;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

import java.nio.charset.StandardCharsets;

/**
 * Dead letters as Kafka records: never larger than allowed, without a timestamp.
 *
 * <p>The key is {@code topic/partition/offset} of the refused record, so that repetitions after a
 * failure can be told from two records; within the job, where that is lost, it is the entity. The
 * headers are those of Kafka's own dead letters, see {@link DeadLetterHeaders}, so that tools which
 * know these find their way.
 */
final class DeadLetterRecords extends TopicRecords<DeadLetter> {

    private static final long serialVersionUID = 1L;

    private final int maxBytes;

    private transient WireFormat<DeadLetter> format;

    DeadLetterRecords(String topic, byte[] header, int maxBytes) {
        super(topic, header);
        this.maxBytes = maxBytes;
    }

    @Override
    public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink) {
        format =
                new DeadLetterFormat(
                        AvroWireFormat.framed(dev.sluice.schema.DeadLetter.class, header()));
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            DeadLetter letter, KafkaSinkContext context, Long eventTimeMs) {
        ProducerRecord<byte[], byte[]> record = record(letter);
        return length(record) > maxBytes ? record(SizeLimits.shortened(letter)) : record;
    }

    private ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
        return new ProducerRecord<>(
                topic(),
                null,
                null,
                key(letter),
                format.encode(letter),
                DeadLetterHeaders.of(letter));
    }

    private static byte[] key(DeadLetter letter) {
        return letter.place()
                .map(place -> place.getBytes(StandardCharsets.UTF_8))
                .orElse(letter.key());
    }

    private static int length(ProducerRecord<byte[], byte[]> record) {
        int length = record.value().length + (record.key() == null ? 0 : record.key().length);
        for (Header header : record.headers()) {
            length += header.key().length() + header.value().length;
        }
        return length;
    }
}
