// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.stream.deadletter.DeadLetters;
import dev.sluice.stream.ingest.IngestStage;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What flows in.
 *
 * @param events events, with watermarks; what was refused at {@link DeadLetters#TAG}
 * @param labels labels, with watermarks; likewise
 * @param control control messages; likewise
 * @param <E> plain event
 * @param <L> plain label
 */
public record CascadeSources<E, L>(
        SingleOutputStreamOperator<E> events,
        SingleOutputStreamOperator<L> labels,
        SingleOutputStreamOperator<ControlMessage> control) {

    /** Sources that read the topics of a configuration. */
    public static <E, L> CascadeSources<E, L> kafka(
            StreamExecutionEnvironment environment, UseCase<E, L> useCase, CascadeConfig config) {
        return new CascadeSources<>(
                IngestStage.events(config.kafka(), config.ingest(), useCase.events())
                        .append(environment),
                IngestStage.labels(config.kafka(), config.ingest(), useCase.labels())
                        .append(environment),
                IngestStage.control(config.kafka(), config.ingest()).append(environment));
    }

    /** What was refused at the edge. */
    DataStream<DeadLetter> deadLetters() {
        return DeadLetters.of(events).union(DeadLetters.of(labels), DeadLetters.of(control));
    }
}
