// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.firstpass;

import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.stream.model.JobPolicy;
import dev.sluice.stream.model.ModelProvider;
import dev.sluice.stream.model.ReleaseSupport;

import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Every event is scored by the cheap model, on the task that made its features. */
public final class FirstPassStage {

    /** Uid of the operator; also the stage that its dead letters name. */
    public static final String UID = "first-pass";

    /** Type of what the stage emits. */
    public static final TypeInformation<Flow<ScoredEvent>> OUTPUT =
            TypeInformation.of(new TypeHint<>() {});

    private FirstPassStage() {}

    /**
     * Adds the stage at the parallelism of its input, chained to it.
     *
     * @param events what to score; nothing upstream may change an event that it emitted
     * @param model the first-pass model
     * @param policy policy that calibrates it
     * @return events and control messages in the order of the input; what the model gave no answer
     *     to goes to {@link dev.sluice.stream.deadletter.DeadLetters#TAG}
     */
    public static SingleOutputStreamOperator<Flow<ScoredEvent>> append(
            DataStream<Flow<FeaturizedEvent>> events,
            ModelProvider model,
            Policy policy,
            FirstPassConfig config) {
        return append(events, model, JobPolicy.of(policy), config);
    }

    /** The same with a say in how later policies are read. */
    public static SingleOutputStreamOperator<Flow<ScoredEvent>> append(
            DataStream<Flow<FeaturizedEvent>> events,
            ModelProvider model,
            JobPolicy policy,
            FirstPassConfig config) {
        return append(events, model, policy, config, ReleaseSupport.NONE);
    }

    /**
     * The same with a model that can be changed while the job runs: what becomes of its versions
     * goes to {@link dev.sluice.stream.model.ModelStatuses}.
     */
    public static SingleOutputStreamOperator<Flow<ScoredEvent>> append(
            DataStream<Flow<FeaturizedEvent>> events,
            ModelProvider model,
            JobPolicy policy,
            FirstPassConfig config,
            ReleaseSupport releases) {
        return events.transform(
                        "First pass",
                        OUTPUT,
                        new FirstPassOperatorFactory(model, policy, config, releases))
                .uid(UID)
                .setParallelism(events.getParallelism());
    }
}
