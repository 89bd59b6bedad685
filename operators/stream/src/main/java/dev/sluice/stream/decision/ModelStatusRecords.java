// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.release.ModelStatus;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.WireFormat;

import org.apache.flink.api.common.serialization.SerializationSchema;

import org.apache.kafka.clients.producer.ProducerRecord;

import java.nio.charset.StandardCharsets;

/** What became of versions of models, as Kafka records keyed by job, model and subtask. */
final class ModelStatusRecords extends TopicRecords<ModelStatus> {

    private static final long serialVersionUID = 1L;

    private transient WireFormat<ModelStatus> format;

    ModelStatusRecords(String topic, byte[] header) {
        super(topic, header);
    }

    @Override
    public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink) {
        format =
                new ModelStatusFormat(
                        AvroWireFormat.framed(dev.sluice.schema.ModelStatus.class, header()));
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            ModelStatus record, KafkaSinkContext context, Long eventTimeMs) {
        String key = record.job() + "/" + record.model() + "/" + record.subtask();
        return new ProducerRecord<>(
                topic(), key.getBytes(StandardCharsets.UTF_8), format.encode(record));
    }
}
