// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.gate;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.stream.escalation.EscalationFlowTypeInfo;
import dev.sluice.stream.model.JobPolicy;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/** Every scored event is decided at once or escalated, on the task that scored it. */
public final class GateStage {

    /** Uid of the operator. */
    public static final String UID = "gate";

    static final OutputTag<Flow<Escalation>> ESCALATIONS =
            new OutputTag<>("escalations", EscalationFlowTypeInfo.INSTANCE);

    private GateStage() {}

    /**
     * What leaves the gate.
     *
     * @param decisions decisions of the first pass; main output, so that a sink stays chained
     * @param escalations what goes on to deep, and all control messages
     */
    public record Outputs(
            SingleOutputStreamOperator<Decision> decisions,
            DataStream<Flow<Escalation>> escalations) {}

    /**
     * Adds the stage at the parallelism of its input, chained to it.
     *
     * @param policy thresholds, calibrations and gate
     * @param mode mode to start in
     * @param deepModelVersion version of the deep model that escalations ask for
     */
    public static Outputs append(
            DataStream<Flow<ScoredEvent>> scored,
            Policy policy,
            GateMode mode,
            String deepModelVersion) {
        return append(scored, JobPolicy.of(policy), mode, deepModelVersion);
    }

    /**
     * The same with a say in how later policies are read. A control message that was seen before a
     * restore wins over the policy and the mode to start with.
     */
    public static Outputs append(
            DataStream<Flow<ScoredEvent>> scored,
            JobPolicy policy,
            GateMode mode,
            String deepModelVersion) {
        SingleOutputStreamOperator<Decision> decisions =
                scored.process(
                                new GateFunction(policy, mode, deepModelVersion),
                                TypeInformation.of(Decision.class))
                        .name("Gate")
                        .uid(UID)
                        .setParallelism(scored.getParallelism());
        return new Outputs(decisions, decisions.getSideOutput(ESCALATIONS));
    }
}
