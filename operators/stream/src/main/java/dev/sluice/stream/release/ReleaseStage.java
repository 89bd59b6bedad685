// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.release;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.release.ModelStatus;
import dev.sluice.decisioning.release.ReleaseConfig;
import dev.sluice.decisioning.release.ReleaseOrder;
import dev.sluice.stream.model.JobPolicy;
import dev.sluice.stream.model.ModelStatuses;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/** The one place where orders of models are taken, and their versions are put to work. */
public final class ReleaseStage {

    /** Uid of the operator. */
    public static final String UID = "releases";

    /** Who its policies say that they are issued by. */
    public static final String ISSUER = "releases";

    static final OutputTag<ControlMessage> POLICIES =
            new OutputTag<>("release-policies", TypeInformation.of(ControlMessage.class));
    static final OutputTag<ReleaseOrder> ORDERS =
            new OutputTag<>("release-orders", TypeInformation.of(ReleaseOrder.class));

    private static final TypeInformation<ReleaseInput> INPUT =
            TypeInformation.of(ReleaseInput.class);
    private static final String ONE_KEY = "releases";

    private ReleaseStage() {}

    /**
     * What leaves the stage.
     *
     * @param control which versions hold, to go in band with the other control messages
     * @param policies policies that a change of models asks for, to be published: who learns from
     *     the one before has to hear of it
     * @param orders what the rules have ordered, to be written beside the other orders
     * @param statuses what happened
     */
    public record Outputs(
            DataStream<ControlMessage> control,
            DataStream<ControlMessage> policies,
            DataStream<ReleaseOrder> orders,
            DataStream<ModelStatus> statuses) {}

    /**
     * Adds the stage, as one subtask at any parallelism of the job.
     *
     * @param orders what is ordered
     * @param statuses what subtasks say
     * @param control all messages of the control topic
     * @param policy the policy of the gate
     */
    public static Outputs append(
            DataStream<ReleaseOrder> orders,
            DataStream<ModelStatus> statuses,
            DataStream<ControlMessage> control,
            JobPolicy policy,
            ReleaseConfig config) {
        DataStream<ReleaseInput> inputs =
                orders.map(order -> new ReleaseInput(order, null, null), INPUT)
                        .name("Release orders")
                        .uid("release-orders")
                        .setParallelism(1)
                        .union(
                                statuses.map(status -> new ReleaseInput(null, status, null), INPUT)
                                        .name("Release statuses")
                                        .uid("release-statuses")
                                        .setParallelism(1),
                                control.map(message -> new ReleaseInput(null, null, message), INPUT)
                                        .name("Release control")
                                        .uid("release-control")
                                        .setParallelism(1));
        SingleOutputStreamOperator<ControlMessage> desk =
                inputs.keyBy(input -> ONE_KEY, Types.STRING)
                        .process(
                                new ReleaseFunction(policy, config),
                                TypeInformation.of(ControlMessage.class))
                        .name("Releases")
                        .uid(UID)
                        .forceNonParallel();
        return new Outputs(
                desk,
                desk.getSideOutput(POLICIES),
                desk.getSideOutput(ORDERS),
                ModelStatuses.of(desk));
    }
}
