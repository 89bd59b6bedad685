// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.release.ReleaseOrder;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.WireFormat;

import org.apache.flink.api.common.serialization.SerializationSchema;

import org.apache.kafka.clients.producer.ProducerRecord;

import java.nio.charset.StandardCharsets;

/** Orders of the job itself as Kafka records keyed by model. */
final class ReleaseRecords extends TopicRecords<ReleaseOrder> {

    private static final long serialVersionUID = 1L;

    private transient WireFormat<ReleaseOrder> format;

    ReleaseRecords(String topic, byte[] header) {
        super(topic, header);
    }

    @Override
    public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink) {
        format =
                new ReleaseFormat(
                        AvroWireFormat.framed(dev.sluice.schema.ModelRelease.class, header()));
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            ReleaseOrder record, KafkaSinkContext context, Long eventTimeMs) {
        String key = record.model();
        return new ProducerRecord<>(
                topic(), key.getBytes(StandardCharsets.UTF_8), format.encode(record));
    }
}
