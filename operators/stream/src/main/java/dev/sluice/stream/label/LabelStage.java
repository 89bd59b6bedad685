// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.label;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.Feedback;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.quality.Label;
import dev.sluice.decisioning.quality.Quality;
import dev.sluice.decisioning.quality.QualityChange;
import dev.sluice.decisioning.quality.QualityRules;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

import java.util.Optional;

/**
 * Decisions that were fed back meet their labels: figures of each window, and the next version of
 * the policy when the first pass has drifted.
 */
public final class LabelStage {

    /** Uid of the join. */
    public static final String JOIN_UID = "label-join";

    /** Uid of the figures. */
    public static final String QUALITY_UID = "quality";

    /** Uid of the recalibration. */
    public static final String RECALIBRATION_UID = "recalibration";

    /** Uid of what makes labels free of their use case. */
    public static final String NEUTRAL_UID = "neutral-labels";

    /** Who its policies say that they are issued by. */
    public static final String ISSUER = "recalibration";

    private LabelStage() {}

    /**
     * What leaves the stage.
     *
     * @param quality figures of windows; of two about a window the later one holds
     * @param policies new versions of the policy, for the control topic; nothing if recalibration
     *     is off
     */
    public record Outputs(
            SingleOutputStreamOperator<Quality> quality,
            Optional<DataStream<ControlMessage>> policies) {}

    /**
     * Adds the stage: the join at the parallelism of the environment, the figures, which are few,
     * in one subtask.
     *
     * @param feedback sampled decisions, with watermarks by the time of their event
     * @param labels labels, with watermarks by the time at which they became known
     * @param control control messages
     * @param policy the policy that the job starts with; its costs are those of all windows
     */
    public static Outputs append(
            DataStream<Feedback> feedback,
            DataStream<Label> labels,
            DataStream<ControlMessage> control,
            Policy policy,
            LabelConfig config) {
        SingleOutputStreamOperator<Quality> quality =
                feedback.keyBy(Feedback::eventId, Types.STRING)
                        .connect(labels.keyBy(Label::eventId, Types.STRING))
                        .process(
                                new LabelJoinFunction(config.join()),
                                TypeInformation.of(QualityChange.class))
                        .name("Label join")
                        .uid(JOIN_UID)
                        .keyBy(
                                change ->
                                        config.windowStart(
                                                change.record().feedback().eventTimeMs()),
                                Types.LONG)
                        .process(
                                new QualityFunction(
                                        new QualityRules(policy.costs(), config.missing()), config),
                                TypeInformation.of(Quality.class))
                        .name("Quality")
                        .uid(QUALITY_UID)
                        .forceNonParallel();
        return new Outputs(
                quality,
                config.recalibrating() == Recalibrating.ON
                        ? Optional.of(recalibration(quality, control, policy, config))
                        : Optional.empty());
    }

    /** Labels free of their use case, with the same watermarks; chained. */
    public static <L> SingleOutputStreamOperator<Label> neutral(
            DataStream<L> labels, MapFunction<L, Label> reading) {
        return labels.map(reading, TypeInformation.of(Label.class))
                .name("Neutral labels")
                .uid(NEUTRAL_UID)
                .setParallelism(labels.getParallelism());
    }

    private static DataStream<ControlMessage> recalibration(
            SingleOutputStreamOperator<Quality> quality,
            DataStream<ControlMessage> control,
            Policy policy,
            LabelConfig config) {
        return quality.getSideOutput(QualityFunction.RELIABILITY)
                .keyBy(window -> 0, Types.INT)
                .connect(control.keyBy(message -> 0, Types.INT))
                .process(
                        new RecalibrationFunction(policy, config.recalibration()),
                        TypeInformation.of(ControlMessage.class))
                .name("Recalibration")
                .uid(RECALIBRATION_UID)
                .forceNonParallel();
    }
}
