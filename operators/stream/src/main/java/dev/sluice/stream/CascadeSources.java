// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.event.Feedback;
import dev.sluice.decisioning.release.ModelStatus;
import dev.sluice.decisioning.release.ReleaseOrder;
import dev.sluice.schema.RegistryUnavailableException;
import dev.sluice.stream.config.AccessException;
import dev.sluice.stream.deadletter.DeadLetters;
import dev.sluice.stream.ingest.IngestStage;
import dev.sluice.stream.registry.InputFormats;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import java.util.List;
import java.util.Optional;

/**
 * What flows in.
 *
 * @param events events, with watermarks; what was refused at {@link DeadLetters#TAG}
 * @param labels labels, with watermarks; likewise
 * @param control control messages; likewise
 * @param feedback feedback on decisions, if this job has the controller that hears it; likewise
 * @param decided the same feedback with watermarks, if this job joins it with labels; likewise
 * @param releases orders of models, and what becomes of them, if this job has releases; likewise
 * @param <E> plain event
 * @param <L> plain label
 */
public record CascadeSources<E, L>(
        SingleOutputStreamOperator<E> events,
        SingleOutputStreamOperator<L> labels,
        SingleOutputStreamOperator<ControlMessage> control,
        Optional<SingleOutputStreamOperator<Feedback>> feedback,
        Optional<SingleOutputStreamOperator<Feedback>> decided,
        Optional<Releases> releases) {

    /**
     * What the desk of releases hears.
     *
     * @param orders what is ordered
     * @param statuses what subtasks say
     */
    public record Releases(
            SingleOutputStreamOperator<ReleaseOrder> orders,
            SingleOutputStreamOperator<ModelStatus> statuses) {}

    /**
     * Sources that read the topics of a configuration.
     *
     * @throws RegistryUnavailableException if there is a schema registry that does not answer
     * @throws AccessException if it turns us away
     */
    public static <E, L> CascadeSources<E, L> kafka(
            StreamExecutionEnvironment environment, UseCase<E, L> useCase, CascadeConfig config) {
        InputFormats formats =
                InputFormats.of(
                        config.registry(),
                        List.of(
                                config.kafka().eventsTopic(),
                                config.kafka().labelsTopic(),
                                config.kafka().controlTopic(),
                                config.kafka().feedbackTopic(),
                                config.kafka().models().releases(),
                                config.kafka().models().status()));
        return new CascadeSources<>(
                IngestStage.events(config.kafka(), config.ingest(), useCase.events())
                        .formats(formats)
                        .append(environment),
                IngestStage.labels(config.kafka(), config.ingest(), useCase.labels())
                        .formats(formats)
                        .append(environment),
                IngestStage.control(
                                config.kafka(),
                                config.ingest(),
                                PublishedPolicies.of(useCase, config))
                        .formats(formats)
                        .append(environment),
                config.controller()
                        .map(
                                controller ->
                                        IngestStage.feedback(config.kafka(), config.ingest())
                                                .formats(formats)
                                                .append(environment)),
                config.labels()
                        .map(
                                labels ->
                                        IngestStage.decided(config.kafka(), config.ingest())
                                                .formats(formats)
                                                .append(environment)),
                config.releases()
                        .map(
                                releases ->
                                        new Releases(
                                                IngestStage.releases(
                                                                config.kafka(),
                                                                config.ingest(),
                                                                PublishedPolicies.of(
                                                                        useCase, config))
                                                        .formats(formats)
                                                        .append(environment),
                                                IngestStage.modelStatuses(
                                                                config.kafka(), config.ingest())
                                                        .formats(formats)
                                                        .append(environment))));
    }

    /** What was refused at the edge; what both readers of the feedback refuse, once. */
    DataStream<DeadLetter> deadLetters() {
        DataStream<DeadLetter> read =
                DeadLetters.of(events).union(DeadLetters.of(labels), DeadLetters.of(control));
        DataStream<DeadLetter> letters =
                releases.map(
                                models ->
                                        read.union(
                                                DeadLetters.of(models.orders()),
                                                DeadLetters.of(models.statuses())))
                        .orElse(read);
        return feedback.or(() -> decided)
                .map(stage -> letters.union(DeadLetters.of(stage)))
                .orElse(letters);
    }
}
