// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.ingest;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.event.Feedback;
import dev.sluice.decisioning.release.ModelStatus;
import dev.sluice.decisioning.release.ReleaseOrder;
import dev.sluice.stream.kafka.GuardedSource;
import dev.sluice.stream.kafka.KafkaAccess;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.model.PolicyReader;
import dev.sluice.stream.registry.InputFormats;
import dev.sluice.stream.time.Timeless;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.types.Either;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

import java.time.Clock;

/**
 * Reads one topic: events in event time, and as side output {@link
 * dev.sluice.stream.deadletter.DeadLetters} what was refused.
 *
 * <p>Two chained operators: {@code NAME-source}, where a record is decoded and checked, and {@code
 * NAME-ingest}, which sends the refused ones out to the side.
 *
 * @param <R> generated Avro class of the topic
 * @param <E> plain event
 */
public final class IngestStage<R extends SpecificRecord, E> {

    private final String name;
    private final String topic;
    private final EventAdapter<R, E> adapter;
    private final KafkaConfig kafka;
    private final IngestConfig config;
    private final WatermarkStrategy<Either<DeadLetter, E>> time;
    private final OffsetsInitializer start;
    private String group;
    private InputFormats formats = InputFormats.singleObjects();
    private int parallelism;
    private boolean bounded;

    private IngestStage(
            String name,
            String topic,
            EventAdapter<R, E> adapter,
            KafkaConfig kafka,
            IngestConfig config,
            WatermarkStrategy<Either<DeadLetter, E>> time,
            OffsetsInitializer start) {
        this.name = name;
        this.topic = topic;
        this.adapter = adapter;
        this.kafka = kafka;
        this.config = config;
        this.time = time;
        this.start = start;
        this.group = kafka.groupId();
    }

    /** The stage that reads the events. */
    public static <R extends SpecificRecord, E> IngestStage<R, E> events(
            KafkaConfig kafka, IngestConfig config, EventAdapter<R, E> adapter) {
        return new IngestStage<>(
                "events",
                kafka.eventsTopic(),
                adapter,
                kafka,
                config,
                new EventTime<>(adapter, config),
                offsets(config.start()));
    }

    /** The stage that reads the labels. */
    public static <R extends SpecificRecord, E> IngestStage<R, E> labels(
            KafkaConfig kafka, IngestConfig config, EventAdapter<R, E> adapter) {
        return new IngestStage<>(
                "labels",
                kafka.labelsTopic(),
                adapter,
                kafka,
                config,
                new EventTime<>(adapter, config),
                offsets(config.start()));
    }

    /**
     * The stage that reads the control messages: from the start of the topic, one after the other,
     * and without any say in event time.
     *
     * @param policies reads the policies among them, and refuses those that are not for this job
     */
    public static IngestStage<?, ControlMessage> control(
            KafkaConfig kafka, IngestConfig config, PolicyReader policies) {
        return new IngestStage<>(
                        "control",
                        kafka.controlTopic(),
                        new ControlAdapter(policies),
                        kafka,
                        config,
                        new Timeless<>(),
                        OffsetsInitializer.earliest())
                .parallelism(1);
    }

    /**
     * The stage that reads the releases of models: from the start of the topic, one after the
     * other, and without any say in event time.
     *
     * @param policies reads the policies in them, and refuses those that are not for this job
     */
    public static IngestStage<?, ReleaseOrder> releases(
            KafkaConfig kafka, IngestConfig config, PolicyReader policies) {
        return new IngestStage<>(
                        "releases",
                        kafka.models().releases(),
                        new ReleaseAdapter(policies),
                        kafka,
                        config,
                        new Timeless<>(),
                        OffsetsInitializer.earliest())
                .parallelism(1);
    }

    /** The stage that reads what became of versions of models; without any say in event time. */
    public static IngestStage<?, ModelStatus> modelStatuses(
            KafkaConfig kafka, IngestConfig config) {
        return new IngestStage<>(
                        "model-status",
                        kafka.models().status(),
                        new ModelStatusAdapter(),
                        kafka,
                        config,
                        new Timeless<>(),
                        committedOr(StartOffsets.EARLIEST))
                .parallelism(1);
    }

    /**
     * The stage that reads the feedback on decisions: what comes while the job runs, and after a
     * failure what had not been read; without any say in event time.
     */
    public static IngestStage<?, Feedback> feedback(KafkaConfig kafka, IngestConfig config) {
        return new IngestStage<>(
                        "feedback",
                        kafka.feedbackTopic(),
                        new FeedbackAdapter(),
                        kafka,
                        config,
                        new Timeless<>(),
                        committedOr(StartOffsets.LATEST))
                .parallelism(1);
    }

    /**
     * The stage that reads the feedback on decisions for the join with labels: all of it, in event
     * time, in a consumer group of its own, so that the places of the two readers do not mix.
     */
    public static IngestStage<?, Feedback> decided(KafkaConfig kafka, IngestConfig config) {
        FeedbackAdapter adapter = new FeedbackAdapter();
        IngestStage<dev.sluice.schema.Feedback, Feedback> stage =
                new IngestStage<>(
                        "decided",
                        kafka.feedbackTopic(),
                        adapter,
                        kafka,
                        config,
                        new EventTime<>(adapter, config),
                        offsets(config.start()));
        stage.group = kafka.groupId() + "-labels";
        return stage;
    }

    /** Number of subtasks; the environment's if this is never called. */
    public IngestStage<R, E> parallelism(int subtasks) {
        this.parallelism = subtasks;
        return this;
    }

    /** How the records are framed; Avro single objects if this is never called. */
    public IngestStage<R, E> formats(InputFormats inputs) {
        this.formats = inputs;
        return this;
    }

    /** Ends the stream where the topic ends when the job starts. */
    public IngestStage<R, E> bounded() {
        this.bounded = true;
        return this;
    }

    /** Adds the stage to a job. */
    public SingleOutputStreamOperator<E> append(StreamExecutionEnvironment environment) {
        int subtasks = parallelism > 0 ? parallelism : environment.getParallelism();
        return environment
                .fromSource(source(), time, name + "-source")
                .uid(name + "-source")
                .setParallelism(subtasks)
                .process(new SplitFunction<E>())
                .returns(adapter.eventType())
                .name(name + "-ingest")
                .uid(name + "-ingest")
                .setParallelism(subtasks);
    }

    private GuardedSource<Either<DeadLetter, E>> source() {
        KafkaSourceBuilder<Either<DeadLetter, E>> builder = KafkaSource.builder();
        kafka.consumerProperties().forEach(builder::setProperty);
        builder.setBootstrapServers(kafka.bootstrapServers())
                .setGroupId(group)
                .setClientIdPrefix(kafka.groupId() + "-" + name)
                .setTopics(topic)
                .setStartingOffsets(start)
                .setDeserializer(
                        new EventDeserializer<>(adapter, config, formats, Clock.systemUTC()));
        if (bounded) {
            builder.setBounded(OffsetsInitializer.latest());
        }
        return new GuardedSource<>(builder.build(), KafkaAccess.of(kafka));
    }

    private static OffsetsInitializer offsets(StartOffsets start) {
        return switch (start) {
            case EARLIEST -> OffsetsInitializer.earliest();
            case LATEST -> OffsetsInitializer.latest();
            case COMMITTED -> committedOr(StartOffsets.EARLIEST);
        };
    }

    // the connector's only way to name what to do without a commit
    @SuppressWarnings("deprecation")
    private static OffsetsInitializer committedOr(StartOffsets otherwise) {
        return OffsetsInitializer.committedOffsets(
                otherwise == StartOffsets.LATEST
                        ? OffsetResetStrategy.LATEST
                        : OffsetResetStrategy.EARLIEST);
    }
}
