// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream;

import dev.sluice.decisioning.alarm.Alarm;
import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.quality.Quality;
import dev.sluice.decisioning.release.ModelStatus;
import dev.sluice.decisioning.release.ReleaseOrder;
import dev.sluice.decisioning.release.ShadowScore;
import dev.sluice.stream.control.ControllerStage;
import dev.sluice.stream.decision.DecisionStage;
import dev.sluice.stream.label.LabelStage;
import dev.sluice.stream.registry.OutputFormats;
import dev.sluice.stream.release.ReleaseStage;

import org.apache.flink.streaming.api.datastream.DataStream;

/** Where decisions, the feedback on them, figures, alarms, control messages and dead letters go. */
public interface CascadeSinks {

    /**
     * Takes the decisions of the first pass, and feeds back what there is to learn from; sinks stay
     * chained to the gate.
     */
    void decisions(DataStream<Decision> decisions);

    /** Takes the decisions of deep, and its fallbacks, and feeds back likewise. */
    void deepDecisions(DataStream<Decision> decisions);

    /** Takes the control messages that the controller issues. */
    void control(DataStream<ControlMessage> messages);

    /** Takes the figures of windows: how good the decisions were. */
    void quality(DataStream<Quality> quality);

    /** Takes the versions of the policy that a drift of the first pass asks for. */
    void recalibrations(DataStream<ControlMessage> messages);

    /** Takes the alarms. */
    void alarms(DataStream<Alarm> alarms);

    /** Takes what became of versions of models, for people and for the job itself. */
    void modelStatuses(DataStream<ModelStatus> statuses);

    /** Takes the policies that a change of models asks for, and what rules order of models. */
    void releases(DataStream<ControlMessage> policies, DataStream<ReleaseOrder> orders);

    /** Takes what versions on trial say, those of the first pass and those of deep. */
    void shadowScores(DataStream<ShadowScore> fast, DataStream<ShadowScore> deep);

    /** Takes the dead letters of all stages. */
    void deadLetters(DataStream<DeadLetter> deadLetters);

    /**
     * Sinks that write the topics of a configuration. What they write is registered where there is
     * a schema registry, as they are appended.
     */
    static CascadeSinks kafka(CascadeConfig config) {
        DecisionStage stage =
                DecisionStage.of(config.kafka(), config.delivery())
                        .formats(OutputFormats.of(config.registry()));
        return new CascadeSinks() {
            @Override
            public void decisions(DataStream<Decision> decisions) {
                stage.appendFast(decisions);
                stage.appendFastFeedback(decisions, config.feedback());
            }

            @Override
            public void deepDecisions(DataStream<Decision> decisions) {
                stage.appendDeep(decisions);
                stage.appendDeepFeedback(decisions, config.feedback());
            }

            @Override
            public void control(DataStream<ControlMessage> messages) {
                stage.appendControl(messages, ControllerStage.ISSUER);
            }

            @Override
            public void quality(DataStream<Quality> quality) {
                stage.appendQuality(quality);
            }

            @Override
            public void recalibrations(DataStream<ControlMessage> messages) {
                stage.appendControl(messages, LabelStage.ISSUER);
            }

            @Override
            public void alarms(DataStream<Alarm> alarms) {
                stage.appendAlarms(alarms);
            }

            @Override
            public void modelStatuses(DataStream<ModelStatus> statuses) {
                stage.appendModelStatuses(statuses);
            }

            @Override
            public void releases(
                    DataStream<ControlMessage> policies, DataStream<ReleaseOrder> orders) {
                stage.appendControl(policies, ReleaseStage.ISSUER);
                stage.appendReleases(orders);
            }

            @Override
            public void shadowScores(DataStream<ShadowScore> fast, DataStream<ShadowScore> deep) {
                stage.appendShadowScores(fast);
                stage.appendDeepShadowScores(deep);
            }

            @Override
            public void deadLetters(DataStream<DeadLetter> deadLetters) {
                stage.appendDeadLetters(deadLetters);
            }
        };
    }
}
