// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.Control;
import dev.sluice.schema.WireFormat;

import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;

import org.apache.kafka.clients.producer.ProducerRecord;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/** Control messages that the job issues itself, as Kafka records keyed by kind. */
final class ControlRecords extends TopicRecords<ControlMessage> {

    private static final long serialVersionUID = 1L;

    private final String issuedBy;

    private transient WireFormat<Control> format;

    ControlRecords(String topic, byte[] header, String issuedBy) {
        super(topic, header);
        this.issuedBy = issuedBy;
    }

    @Override
    public void open(
            SerializationSchema.InitializationContext context,
            KafkaRecordSerializationSchema.KafkaSinkContext sink) {
        format = AvroWireFormat.framed(Control.class, header());
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            ControlMessage message,
            KafkaRecordSerializationSchema.KafkaSinkContext context,
            Long eventTimeMs) {
        String kind = kind(message.kind());
        return new ProducerRecord<>(
                topic(),
                kind.getBytes(StandardCharsets.UTF_8),
                format.encode(
                        new Control(
                                kind,
                                message.value(),
                                Instant.ofEpochMilli(message.issuedAtMs()),
                                issuedBy)));
    }

    private static String kind(ControlMessage.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
