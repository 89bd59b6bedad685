// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.control;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.Feedback;
import dev.sluice.stream.model.JobPolicy;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The one place that makes prices and versions of the policy out of the feedback. */
public final class ControllerStage {

    /** Uid of the operator. */
    public static final String UID = "controller";

    /** Who its messages say that they are issued by. */
    public static final String ISSUER = "controller";

    private static final String ONE_KEY = "controller";

    private ControllerStage() {}

    /**
     * Adds the stage, as one subtask at any parallelism of the job.
     *
     * @param feedback feedback on decisions, of any job with these models
     * @param control all control messages, those of the stage included
     * @param policy the policy of the gate
     * @return control messages, to be written to the control topic: the loop closes there
     */
    public static SingleOutputStreamOperator<ControlMessage> append(
            DataStream<Feedback> feedback,
            DataStream<ControlMessage> control,
            JobPolicy policy,
            ControllerConfig config) {
        return feedback.keyBy(record -> ONE_KEY, Types.STRING)
                .connect(control.keyBy(message -> ONE_KEY, Types.STRING))
                .process(
                        new ControllerFunction(policy, config),
                        TypeInformation.of(ControlMessage.class))
                .name("Controller")
                .uid(UID)
                .forceNonParallel();
    }
}
