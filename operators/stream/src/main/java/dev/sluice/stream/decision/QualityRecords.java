// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.quality.Quality;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.WireFormat;

import org.apache.flink.api.common.serialization.SerializationSchema;

import org.apache.kafka.clients.producer.ProducerRecord;

import java.nio.charset.StandardCharsets;

/**
 * Figures of windows as Kafka records: keyed by the start of the window, so that a compacted topic
 * keeps the last record of each; without a timestamp, as decisions.
 */
final class QualityRecords extends TopicRecords<Quality> {

    private static final long serialVersionUID = 1L;

    private transient WireFormat<Quality> format;

    QualityRecords(String topic, byte[] header) {
        super(topic, header);
    }

    @Override
    public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink) {
        format =
                new QualityFormat(AvroWireFormat.framed(dev.sluice.schema.Quality.class, header()));
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            Quality quality, KafkaSinkContext context, Long eventTimeMs) {
        byte[] key = Long.toString(quality.windowStartMs()).getBytes(StandardCharsets.US_ASCII);
        return new ProducerRecord<>(topic(), key, format.encode(quality));
    }
}
