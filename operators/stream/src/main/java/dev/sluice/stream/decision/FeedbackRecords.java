// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Feedback;
import dev.sluice.decisioning.event.FeedbackSampling;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.WireFormat;

import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;

import org.apache.kafka.clients.producer.ProducerRecord;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * Feedback on those decisions that are sampled, as Kafka records keyed by entity; of the others
 * nothing is written, and nothing is allocated.
 */
final class FeedbackRecords extends TopicRecords<Decision> {

    private static final long serialVersionUID = 1L;

    private final FeedbackSampling sampling;

    private transient WireFormat<dev.sluice.schema.Feedback> format;

    FeedbackRecords(String topic, byte[] header, FeedbackSampling sampling) {
        super(topic, header);
        this.sampling = sampling;
    }

    @Override
    public void open(
            SerializationSchema.InitializationContext context,
            KafkaRecordSerializationSchema.KafkaSinkContext sink) {
        format = AvroWireFormat.framed(dev.sluice.schema.Feedback.class, header());
    }

    /** The record, or null if the decision is not fed back: what the sink takes for nothing. */
    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            Decision decision,
            KafkaRecordSerializationSchema.KafkaSinkContext context,
            Long eventTimeMs) {
        Optional<Feedback> feedback = sampling.sample(decision);
        return feedback.isPresent() ? record(feedback.get()) : null;
    }

    private ProducerRecord<byte[], byte[]> record(Feedback feedback) {
        return new ProducerRecord<>(
                topic(),
                feedback.entityKey().getBytes(StandardCharsets.UTF_8),
                format.encode(
                        new dev.sluice.schema.Feedback(
                                feedback.eventId(),
                                feedback.entityKey(),
                                Instant.ofEpochMilli(feedback.eventTimeMs()),
                                feedback.stake(),
                                feedback.source().name(),
                                feedback.reason().name(),
                                feedback.escalation(),
                                feedback.probability(),
                                feedback.outcome().name(),
                                feedback.firstPassProbability(),
                                feedback.firstPassOutcome().name(),
                                feedback.novelty(),
                                feedback.chance(),
                                feedback.value(),
                                feedback.inclusionProbability(),
                                feedback.sampleProbability(),
                                feedback.passes(),
                                feedback.deviceMicros(),
                                feedback.policy())));
    }
}
