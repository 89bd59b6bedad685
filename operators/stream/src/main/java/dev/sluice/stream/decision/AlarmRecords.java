// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.alarm.Alarm;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.WireFormat;

import org.apache.flink.api.common.serialization.SerializationSchema;

import org.apache.kafka.clients.producer.ProducerRecord;

import java.nio.charset.StandardCharsets;

/**
 * Alarms as Kafka records: keyed by their id, so that a compacted topic keeps the last record of
 * each episode; without a timestamp, as decisions.
 */
final class AlarmRecords extends TopicRecords<Alarm> {

    private static final long serialVersionUID = 1L;

    private transient WireFormat<Alarm> format;

    AlarmRecords(String topic, byte[] header) {
        super(topic, header);
    }

    @Override
    public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink) {
        format = new AlarmFormat(AvroWireFormat.framed(dev.sluice.schema.Alarm.class, header()));
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            Alarm alarm, KafkaSinkContext context, Long eventTimeMs) {
        byte[] key = alarm.alarmId().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic(), key, format.encode(alarm));
    }
}
