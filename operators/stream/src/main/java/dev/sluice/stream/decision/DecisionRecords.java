// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.schema.WireFormat;

import org.apache.flink.api.common.serialization.SerializationSchema;

import org.apache.kafka.clients.producer.ProducerRecord;

import java.nio.charset.StandardCharsets;

/**
 * Decisions as Kafka records: keyed by entity, never larger than allowed, without a timestamp.
 *
 * <p>The timestamp is left to the client: brokers refuse timestamps that are an hour ahead, and
 * retention deletes old ones, so the event time stays a field.
 */
final class DecisionRecords extends TopicRecords<Decision> {

    private static final long serialVersionUID = 1L;

    private final int maxBytes;

    private transient WireFormat<Decision> format;

    DecisionRecords(String topic, byte[] header, int maxBytes) {
        super(topic, header);
        this.maxBytes = maxBytes;
    }

    @Override
    public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink) {
        format = new DecisionFormat(header());
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            Decision decision, KafkaSinkContext context, Long eventTimeMs) {
        ProducerRecord<byte[], byte[]> record = record(decision);
        if (isTooLarge(record)) {
            Decision smaller = SizeLimits.withoutTrace(decision, record.value().length);
            record = record(smaller);
            if (isTooLarge(record)) {
                record = record(SizeLimits.shortened(smaller));
            }
        }
        return record;
    }

    private ProducerRecord<byte[], byte[]> record(Decision decision) {
        byte[] key = decision.entityKey().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic(), key, format.encode(decision));
    }

    private boolean isTooLarge(ProducerRecord<byte[], byte[]> record) {
        return record.key().length + record.value().length > maxBytes;
    }
}
