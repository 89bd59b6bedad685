// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.release.ShadowScore;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.WireFormat;

import org.apache.flink.api.common.serialization.SerializationSchema;

import org.apache.kafka.clients.producer.ProducerRecord;

import java.nio.charset.StandardCharsets;

/** What versions on trial say, as Kafka records keyed by entity. */
final class ShadowScoreRecords extends TopicRecords<ShadowScore> {

    private static final long serialVersionUID = 1L;

    private transient WireFormat<ShadowScore> format;

    ShadowScoreRecords(String topic, byte[] header) {
        super(topic, header);
    }

    @Override
    public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink) {
        format =
                new ShadowScoreFormat(
                        AvroWireFormat.framed(dev.sluice.schema.ShadowScore.class, header()));
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            ShadowScore record, KafkaSinkContext context, Long eventTimeMs) {
        String key = record.entityKey();
        return new ProducerRecord<>(
                topic(), key.getBytes(StandardCharsets.UTF_8), format.encode(record));
    }
}
