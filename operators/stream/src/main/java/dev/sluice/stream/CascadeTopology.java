// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.stream.alarm.AlarmConfig;
import dev.sluice.stream.alarm.AlarmStage;
import dev.sluice.stream.control.ControllerStage;
import dev.sluice.stream.deadletter.DeadLetters;
import dev.sluice.stream.deep.DeepStage;
import dev.sluice.stream.feature.MomentOrderStage;
import dev.sluice.stream.firstpass.FirstPassStage;
import dev.sluice.stream.gate.GateStage;
import dev.sluice.stream.label.LabelConfig;
import dev.sluice.stream.label.LabelStage;
import dev.sluice.stream.model.CascadeModels;
import dev.sluice.stream.model.JobPolicy;
import dev.sluice.stream.model.ModelStatuses;
import dev.sluice.stream.model.ReleaseSupport;
import dev.sluice.stream.release.ReleaseStage;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

import java.util.Optional;

/** The cascade: one line a stage, in the order of the dataflow. */
public final class CascadeTopology {

    private CascadeTopology() {}

    /**
     * Puts the stages together.
     *
     * @param sources events, labels and control messages
     * @param useCase what the events are and which features they have
     * @param models models and policy, checked
     * @param config settings of the stages
     * @param sinks where decisions and dead letters go
     */
    public static <E, L> void build(
            CascadeSources<E, L> sources,
            UseCase<E, L> useCase,
            CascadeModels models,
            CascadeConfig config,
            CascadeSinks sinks) {
        JobPolicy policy = PublishedPolicies.of(useCase, config).from(models.policy());
        Optional<ReleaseStage.Outputs> releases = releases(sources, policy, config);
        SingleOutputStreamOperator<Flow<FeaturizedEvent>> features =
                useCase.features(
                        sources.events(),
                        sources.labels(),
                        control(sources, releases),
                        config.features());
        SingleOutputStreamOperator<Flow<FeaturizedEvent>> ordered =
                MomentOrderStage.append(features, config.features().order());
        SingleOutputStreamOperator<Flow<ScoredEvent>> scored =
                FirstPassStage.append(
                        ordered,
                        models.firstPass(),
                        policy,
                        config.firstPass(),
                        support(models, config));
        GateStage.Outputs gated =
                GateStage.append(scored, policy, config.gateMode(), models.deepVersion());
        SingleOutputStreamOperator<Decision> deep =
                DeepStage.append(
                        gated.escalations(),
                        models.deep(),
                        policy,
                        config.deep(),
                        config.deepParallelism().orElse(scored.getParallelism()),
                        config.deepGpuSlot(),
                        support(models, config));
        releases.ifPresent(
                outputs -> {
                    sinks.releases(outputs.policies(), outputs.orders());
                    sinks.modelStatuses(
                            outputs.statuses()
                                    .union(ModelStatuses.of(scored), ModelStatuses.of(deep)));
                    sinks.shadowScores(ModelStatuses.shadows(scored), ModelStatuses.shadows(deep));
                });

        config.controller()
                .ifPresent(
                        controller ->
                                sources.feedback()
                                        .ifPresent(
                                                feedback ->
                                                        sinks.control(
                                                                ControllerStage.append(
                                                                        feedback,
                                                                        sources.control(),
                                                                        policy,
                                                                        controller))));
        config.labels().ifPresent(labels -> quality(sources, useCase, models, labels, sinks));
        config.alarms()
                .ifPresent(
                        alarms ->
                                alarms(
                                        sources,
                                        useCase,
                                        features,
                                        gated.decisions(),
                                        deep,
                                        alarms,
                                        sinks));
        sinks.decisions(gated.decisions());
        sinks.deepDecisions(deep);
        sinks.deadLetters(
                sources.deadLetters().union(DeadLetters.of(features), DeadLetters.of(scored)));
    }

    private static Optional<ReleaseStage.Outputs> releases(
            CascadeSources<?, ?> sources, JobPolicy policy, CascadeConfig config) {
        return config.releases()
                .flatMap(
                        releases ->
                                sources.releases()
                                        .map(
                                                heard ->
                                                        ReleaseStage.append(
                                                                heard.orders(),
                                                                heard.statuses(),
                                                                sources.control(),
                                                                policy,
                                                                releases)));
    }

    private static DataStream<ControlMessage> control(
            CascadeSources<?, ?> sources, Optional<ReleaseStage.Outputs> releases) {
        return releases.<DataStream<ControlMessage>>map(
                        outputs -> sources.control().union(outputs.control()))
                .orElse(sources.control());
    }

    private static ReleaseSupport support(CascadeModels models, CascadeConfig config) {
        return config.releases()
                .map(releases -> new ReleaseSupport(releases.job(), models.released()))
                .orElse(ReleaseSupport.NONE);
    }

    private static <E, L> void quality(
            CascadeSources<E, L> sources,
            UseCase<E, L> useCase,
            CascadeModels models,
            LabelConfig config,
            CascadeSinks sinks) {
        sources.decided()
                .ifPresent(
                        decided -> {
                            LabelStage.Outputs joined =
                                    LabelStage.append(
                                            decided,
                                            LabelStage.neutral(
                                                    sources.labels(), useCase.neutralLabels()),
                                            sources.control(),
                                            models.policy(),
                                            config);
                            sinks.quality(joined.quality());
                            joined.policies().ifPresent(sinks::recalibrations);
                        });
    }

    private static <E, L> void alarms(
            CascadeSources<E, L> sources,
            UseCase<E, L> useCase,
            DataStream<Flow<FeaturizedEvent>> features,
            DataStream<Decision> fast,
            DataStream<Decision> deep,
            AlarmConfig config,
            CascadeSinks sinks) {
        useCase.alarms()
                .ifPresent(
                        tickets ->
                                sinks.alarms(
                                        AlarmStage.append(
                                                new AlarmStage.Inputs<>(
                                                        features,
                                                        fast,
                                                        deep,
                                                        sources.labels(),
                                                        tickets),
                                                config)));
    }
}
