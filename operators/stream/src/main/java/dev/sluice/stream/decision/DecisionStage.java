// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.alarm.Alarm;
import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.FeedbackSampling;
import dev.sluice.decisioning.quality.Quality;
import dev.sluice.decisioning.release.ModelStatus;
import dev.sluice.decisioning.release.ReleaseOrder;
import dev.sluice.decisioning.release.ShadowScore;
import dev.sluice.stream.config.ConfigException;
import dev.sluice.stream.kafka.KafkaAccess;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.kafka.KafkaOptions;
import dev.sluice.stream.registry.OutputFormats;

import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerConfig;

import java.util.Map;
import java.util.TreeMap;

/**
 * Writes decisions, the feedback on them, control messages and dead letters to Kafka.
 *
 * <p>The fast path and deep have a sink each, so that the fast one stays chained to what is before
 * it: give each its stream as it is, without a union or a shuffle. Sinks have the parallelism of
 * their stream. Decisions and dead letters follow {@code delivery.guarantee}: {@code events =
 * decisions + dead letters + duplicates} holds for a reader of either mode. Feedback and control
 * are at-least-once in any case: a loop that waits for checkpoints is slow, and what comes twice
 * after a failure moves an estimate little.
 */
public final class DecisionStage {

    /** Bytes around key and value in a request with one record, generously. */
    private static final int REQUEST_OVERHEAD = 1024;

    /** What differs from the defaults of the client; a user's properties go before these. */
    private static final Map<String, String> PRODUCER_DEFAULTS =
            Map.of(
                    ProducerConfig.ACKS_CONFIG, "all",
                    // a millisecond fills batches under load and costs little without
                    ProducerConfig.LINGER_MS_CONFIG, "1",
                    ProducerConfig.BATCH_SIZE_CONFIG, "65536",
                    ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");

    /**
     * Feedback is a few records in a hundred, and nobody waits for one of them: with time to gather
     * they share a batch, each of which takes the buffers of a compression.
     */
    private static final Map<String, String> FEEDBACK_DEFAULTS =
            Map.of(ProducerConfig.LINGER_MS_CONFIG, "100");

    private final KafkaConfig kafka;
    private final DeliveryConfig delivery;

    private final OutputFormats formats;

    private DecisionStage(KafkaConfig kafka, DeliveryConfig delivery, OutputFormats formats) {
        this.kafka = kafka;
        this.delivery = delivery;
        this.formats = formats;
    }

    /**
     * The stage for a cluster; records are Avro single objects.
     *
     * @throws ConfigException if records could be larger than what the producers may send
     */
    public static DecisionStage of(KafkaConfig kafka, DeliveryConfig delivery) {
        String maxRequest =
                kafka.producerProperties()
                        .getOrDefault(
                                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                                String.valueOf(1024 * 1024));
        if (delivery.maxRecordBytes() > Integer.parseInt(maxRequest.strip()) - REQUEST_OVERHEAD) {
            throw ConfigException.of(
                    DeliveryOptions.MAX_RECORD_BYTES.key(),
                    delivery.maxRecordBytes(),
                    REQUEST_OVERHEAD
                            + " bytes less than "
                            + KafkaOptions.PROPERTIES.key()
                            + "."
                            + ProducerConfig.MAX_REQUEST_SIZE_CONFIG
                            + " ("
                            + maxRequest
                            + ")");
        }
        return new DecisionStage(kafka, delivery, OutputFormats.singleObjects());
    }

    /** The same with records that are framed otherwise. */
    public DecisionStage formats(OutputFormats other) {
        // what the job reads again itself is registered before its sources ask what there is
        other.header(kafka.feedbackTopic(), dev.sluice.schema.Feedback.class);
        other.header(kafka.controlTopic(), dev.sluice.schema.Control.class);
        other.header(kafka.models().releases(), dev.sluice.schema.ModelRelease.class);
        other.header(kafka.models().status(), dev.sluice.schema.ModelStatus.class);
        return new DecisionStage(kafka, delivery, other);
    }

    /** What the producers set over the defaults of the client, under a user's own properties. */
    public static Map<String, String> producerDefaults() {
        return PRODUCER_DEFAULTS;
    }

    /** Writes the decisions of the first pass; chained to the operator that makes them. */
    public DataStreamSink<Decision> appendFast(DataStream<Decision> decisions) {
        return append("decisions-sink", "fast", decisions, decisionRecords());
    }

    /** Writes the decisions of the deep engine, and its fallbacks. */
    public DataStreamSink<Decision> appendDeep(DataStream<Decision> decisions) {
        return append("deep-decisions-sink", "deep", decisions, decisionRecords());
    }

    /**
     * Writes the feedback on decisions of the first pass, beside {@link #appendFast}; chained, too.
     */
    public DataStreamSink<Decision> appendFastFeedback(
            DataStream<Decision> decisions, FeedbackSampling sampling) {
        return append(
                "feedback-sink", decisions, loopSink(feedbackRecords(sampling), FEEDBACK_DEFAULTS));
    }

    /** Writes the feedback on decisions of deep, and on its fallbacks. */
    public DataStreamSink<Decision> appendDeepFeedback(
            DataStream<Decision> decisions, FeedbackSampling sampling) {
        return append(
                "deep-feedback-sink",
                decisions,
                loopSink(feedbackRecords(sampling), FEEDBACK_DEFAULTS));
    }

    /**
     * Writes control messages of the job itself.
     *
     * @param issuedBy who issues them, for the audit trail
     */
    public DataStreamSink<ControlMessage> appendControl(
            DataStream<ControlMessage> messages, String issuedBy) {
        return append(
                issuedBy + "-control-sink",
                messages,
                loopSink(
                        new ControlRecords(
                                kafka.controlTopic(),
                                header(kafka.controlTopic(), dev.sluice.schema.Control.class),
                                issuedBy),
                        Map.of()));
    }

    /** Writes the dead letters of all stages. */
    public DataStreamSink<DeadLetter> appendDeadLetters(DataStream<DeadLetter> deadLetters) {
        return append(
                "dead-letters-sink",
                "dead",
                deadLetters,
                new DeadLetterRecords(
                        kafka.deadLettersTopic(),
                        header(kafka.deadLettersTopic(), dev.sluice.schema.DeadLetter.class),
                        delivery.maxRecordBytes()));
    }

    /** Writes the figures of windows. */
    public DataStreamSink<Quality> appendQuality(DataStream<Quality> quality) {
        return append(
                "quality-sink",
                "quality",
                quality,
                new QualityRecords(
                        kafka.qualityTopic(),
                        header(kafka.qualityTopic(), dev.sluice.schema.Quality.class)));
    }

    /** Writes the alarms. */
    public DataStreamSink<Alarm> appendAlarms(DataStream<Alarm> alarms) {
        return append(
                "alarms-sink",
                "alarms",
                alarms,
                new AlarmRecords(
                        kafka.alarmsTopic(),
                        header(kafka.alarmsTopic(), dev.sluice.schema.Alarm.class)));
    }

    private byte[] header(String topic, Class<? extends SpecificRecord> recordType) {
        return formats.header(topic, recordType);
    }

    /** Writes what became of versions of models: the job reads it back. */
    public DataStreamSink<ModelStatus> appendModelStatuses(DataStream<ModelStatus> statuses) {
        return append(
                "model-status-sink",
                statuses,
                loopSink(
                        new ModelStatusRecords(
                                kafka.models().status(),
                                header(
                                        kafka.models().status(),
                                        dev.sluice.schema.ModelStatus.class)),
                        Map.of()));
    }

    /** Writes what the job itself orders of its models. */
    public DataStreamSink<ReleaseOrder> appendReleases(DataStream<ReleaseOrder> orders) {
        return append(
                "releases-sink",
                orders,
                loopSink(
                        new ReleaseRecords(
                                kafka.models().releases(),
                                header(
                                        kafka.models().releases(),
                                        dev.sluice.schema.ModelRelease.class)),
                        Map.of()));
    }

    /** Writes what versions of the first pass on trial say; chained, as feedback is. */
    public DataStreamSink<ShadowScore> appendShadowScores(DataStream<ShadowScore> scores) {
        return append("shadow-sink", scores, shadowSink());
    }

    /** Writes what versions of deep on trial say. */
    public DataStreamSink<ShadowScore> appendDeepShadowScores(DataStream<ShadowScore> scores) {
        return append("deep-shadow-sink", scores, shadowSink());
    }

    private KafkaSink<ShadowScore> shadowSink() {
        return loopSink(
                new ShadowScoreRecords(
                        kafka.models().shadow(),
                        header(kafka.models().shadow(), dev.sluice.schema.ShadowScore.class)),
                FEEDBACK_DEFAULTS);
    }

    private FeedbackRecords feedbackRecords(FeedbackSampling sampling) {
        return new FeedbackRecords(
                kafka.feedbackTopic(),
                header(kafka.feedbackTopic(), dev.sluice.schema.Feedback.class),
                sampling);
    }

    private DecisionRecords decisionRecords() {
        return new DecisionRecords(
                kafka.decisionsTopic(),
                header(kafka.decisionsTopic(), dev.sluice.schema.Decision.class),
                delivery.maxRecordBytes());
    }

    private <T> DataStreamSink<T> append(
            String uid,
            String idSuffix,
            DataStream<T> stream,
            KafkaRecordSerializationSchema<T> records) {
        if (delivery.guarantee() == DeliveryGuarantee.EXACTLY_ONCE
                && !stream.getExecutionEnvironment()
                        .getCheckpointConfig()
                        .isCheckpointingEnabled()) {
            throw ConfigException.of(
                    DeliveryOptions.GUARANTEE.key(),
                    delivery.guarantee(),
                    "flink.execution.checkpointing.interval to be set with it, for transactions"
                            + " are committed at checkpoints");
        }
        return append(uid, stream, sink(idSuffix, records));
    }

    private <T> DataStreamSink<T> append(String uid, DataStream<T> stream, KafkaSink<T> sink) {
        return stream.sinkTo(new QuietlyClosingSink<>(sink, KafkaAccess.of(kafka)))
                .setParallelism(stream.getParallelism())
                .name(uid)
                .uid(uid);
    }

    private <T> KafkaSink<T> sink(String idSuffix, KafkaRecordSerializationSchema<T> records) {
        KafkaSinkBuilder<T> builder = builder(records, delivery.guarantee(), Map.of());
        if (delivery.guarantee() == DeliveryGuarantee.EXACTLY_ONCE) {
            builder.setTransactionalIdPrefix(delivery.transactionalIdPrefix() + "-" + idSuffix)
                    .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                    .setProperty(
                            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                            String.valueOf(delivery.transactionTimeout().toMillis()));
        }
        return builder.build();
    }

    private <T> KafkaSink<T> loopSink(
            KafkaRecordSerializationSchema<T> records, Map<String, String> defaults) {
        return builder(records, DeliveryGuarantee.AT_LEAST_ONCE, defaults).build();
    }

    private <T> KafkaSinkBuilder<T> builder(
            KafkaRecordSerializationSchema<T> records,
            DeliveryGuarantee guarantee,
            Map<String, String> defaults) {
        Map<String, String> properties = new TreeMap<>(PRODUCER_DEFAULTS);
        properties.putAll(defaults);
        properties.putAll(kafka.producerProperties());
        KafkaSinkBuilder<T> builder = KafkaSink.builder();
        properties.forEach(builder::setProperty);
        return builder.setBootstrapServers(kafka.bootstrapServers())
                .setRecordSerializer(records)
                .setDeliveryGuarantee(guarantee);
    }
}
