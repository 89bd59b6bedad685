// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.stream.model.JobPolicy;
import dev.sluice.stream.model.ModelProvider;
import dev.sluice.stream.model.ReleaseSupport;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.operators.SlotSharingGroup;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

import java.util.concurrent.TimeUnit;

/** Every escalation is decided by the deep model, or by its fallback, in any order. */
public final class DeepStage {

    /** Uid of the operator. */
    public static final String UID = "deep";

    /** Uid of the operator that strips the watermarks. */
    public static final String WATERMARKS_UID = "deep-watermarks";

    /** Uid of the operator that sends control messages to every subtask. */
    public static final String CONTROL_UID = "deep-control";

    /** Uid of the operator that parts decisions from what is told of the models. */
    public static final String OUTPUTS_UID = "deep-outputs";

    /** Slot sharing group: the stage takes slots of its own. */
    public static final String SLOT_SHARING_GROUP = "deep";

    /** Deadlines are the function's own; Flink's operator has none. */
    private static final long NO_TIMEOUT = 0;

    private DeepStage() {}

    /**
     * Adds the stage.
     *
     * <p>Watermarks end here: asynchronous results in any order still keep the order across
     * watermarks, so that one slow record would hold back all that come after the next watermark.
     *
     * <p>Escalations are dealt out in turn; control messages of a gate reach every subtask of deep,
     * on a way of their own that may be faster or slower.
     *
     * @param model the deep model
     * @param policy thresholds and calibration of the deep model
     * @param parallelism number of subtasks, each with a model and a worker; as many slots are
     *     needed on top of those of the other stages
     */
    public static SingleOutputStreamOperator<Decision> append(
            DataStream<Flow<Escalation>> escalations,
            ModelProvider model,
            Policy policy,
            DeepConfig config,
            int parallelism) {
        return append(
                escalations, model, JobPolicy.of(policy), config, parallelism, GpuSlot.DEFAULT);
    }

    /**
     * The same with a say in how later policies are read, and with slots of another size, should
     * the model be opened on a GPU.
     */
    public static SingleOutputStreamOperator<Decision> append(
            DataStream<Flow<Escalation>> escalations,
            ModelProvider model,
            JobPolicy policy,
            DeepConfig config,
            int parallelism,
            GpuSlot gpuSlot) {
        return append(
                escalations, model, policy, config, parallelism, gpuSlot, ReleaseSupport.NONE);
    }

    /**
     * The same with a model that can be changed while the job runs: what becomes of its versions
     * goes to {@link dev.sluice.stream.model.ModelStatuses}.
     */
    public static SingleOutputStreamOperator<Decision> append(
            DataStream<Flow<Escalation>> escalations,
            ModelProvider model,
            JobPolicy policy,
            DeepConfig config,
            int parallelism,
            GpuSlot gpuSlot,
            ReleaseSupport releases) {
        return append(
                escalations,
                new DeepInferenceFunction(
                        model, policy, config, WallClockDeadlines::start, releases),
                config,
                parallelism,
                gpuSlot.group(SLOT_SHARING_GROUP, model.device()));
    }

    static SingleOutputStreamOperator<Decision> append(
            DataStream<Flow<Escalation>> escalations,
            DeepInferenceFunction function,
            DeepConfig config,
            int parallelism,
            SlotSharingGroup slots) {
        DataStream<Flow<Escalation>> unmarked =
                // a busy key must not find its own subtask of deep busy as well
                escalations
                        .rebalance()
                        .union(control(escalations).broadcast())
                        .assignTimestampsAndWatermarks(
                                WatermarkStrategy.<Flow<Escalation>>noWatermarks())
                        .name("Deep: strip watermarks")
                        .uid(WATERMARKS_UID)
                        .setParallelism(parallelism)
                        .slotSharingGroup(slots);
        return AsyncDataStream.unorderedWait(
                        unmarked,
                        function,
                        NO_TIMEOUT,
                        TimeUnit.MILLISECONDS,
                        DeepInferenceFunction.asyncCapacity(config))
                .returns(DeepOutput.class)
                .name("Deep")
                .uid(UID)
                .setParallelism(parallelism)
                .slotSharingGroup(slots)
                .process(new DeepOutputFunction(), TypeInformation.of(Decision.class))
                .name("Deep: outputs")
                .uid(OUTPUTS_UID)
                .setParallelism(parallelism)
                .slotSharingGroup(slots);
    }

    private static DataStream<Flow<Escalation>> control(DataStream<Flow<Escalation>> escalations) {
        return escalations
                .filter(Flow::isControl)
                .name("Control")
                .uid(CONTROL_UID)
                .setParallelism(escalations.getParallelism());
    }
}
