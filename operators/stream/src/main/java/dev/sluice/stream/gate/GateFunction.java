// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.gate;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.decisioning.gate.EscalationCeiling;
import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.decisioning.gate.GateDecisions;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.gate.GatePolicy;
import dev.sluice.decisioning.gate.GateVerdict;
import dev.sluice.decisioning.gate.Policy;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;

/**
 * Judges every scored event: a decision on the main output, or an escalation on {@link
 * GateStage#ESCALATIONS}.
 *
 * <p>State, both of the operator: what the ceiling remembers, one entry a subtask; and the last
 * {@code GATE_MODE} message, as a union, so that the kill switch holds on every subtask after a
 * restore at any parallelism. At a lower parallelism a subtask goes on with the ceilings of several
 * predecessors together; at a higher one the additional subtasks start with no credit. Either way
 * no subtask escalates more than its share of what it has seen itself.
 */
final class GateFunction extends ProcessFunction<Flow<ScoredEvent>, Decision>
        implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(GateFunction.class);

    private final Policy policy;
    private final GateMode initialMode;
    private final String deepModelVersion;

    private transient GatePolicy gate;
    private transient GateMode mode;
    private transient ControlMessage lastMode;
    private transient GateMetrics metrics;
    private transient ListState<EscalationCeiling.Snapshot> ceilingState;
    private transient ListState<ControlMessage> modeState;

    GateFunction(Policy policy, GateMode initialMode, String deepModelVersion) {
        this.policy = policy;
        this.initialMode = initialMode;
        this.deepModelVersion = deepModelVersion;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        ceilingState =
                context.getOperatorStateStore()
                        .getListState(
                                new ListStateDescriptor<>(
                                        "escalation-ceiling",
                                        TypeInformation.of(EscalationCeiling.Snapshot.class)));
        modeState =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>(
                                        "gate-mode", TypeInformation.of(ControlMessage.class)));
        List<EscalationCeiling.Snapshot> snapshots = new ArrayList<>();
        mode = initialMode;
        if (context.isRestored()) {
            ceilingState.get().forEach(snapshots::add);
            for (ControlMessage message : modeState.get()) {
                set(message);
            }
        }
        GateConfig config = policy.gate();
        gate =
                new GatePolicy(
                        policy,
                        EscalationCeiling.restored(
                                config.budgetShare(), config.budgetWindow(), snapshots));
    }

    @Override
    public void open(OpenContext context) {
        metrics = new GateMetrics(getRuntimeContext().getMetricGroup(), () -> mode);
    }

    @Override
    public void processElement(Flow<ScoredEvent> flow, Context context, Collector<Decision> out) {
        if (flow.isControl()) {
            control(flow.control());
            context.output(GateStage.ESCALATIONS, Flow.control(flow.control()));
            return;
        }
        ScoredEvent scored = flow.event();
        GateVerdict verdict = gate.judge(scored, mode);
        metrics.judged(verdict);
        if (!verdict.escalated()) {
            out.collect(GateDecisions.firstPass(scored, verdict, policy));
            return;
        }
        context.output(
                GateStage.ESCALATIONS,
                Flow.event(
                        GateDecisions.escalation(
                                scored,
                                verdict,
                                policy,
                                Escalation.SEED_OF_THE_EVENT,
                                deepModelVersion,
                                context.timerService().currentProcessingTime())));
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        ceilingState.update(List.of(gate.snapshot()));
        modeState.update(lastMode == null ? List.of() : List.of(lastMode));
    }

    private void control(ControlMessage message) {
        if (message.kind() != ControlMessage.Kind.GATE_MODE) {
            return;
        }
        try {
            set(message);
        } catch (IllegalArgumentException e) {
            LOG.warn("Control message {} is ignored: {}", message, e.getMessage());
        }
    }

    /** Of two messages the later one holds, whichever comes first. */
    private void set(ControlMessage message) {
        GateMode next = GateMode.parse(message.value());
        if (lastMode == null || message.issuedAtMs() >= lastMode.issuedAtMs()) {
            lastMode = message;
            mode = next;
        }
    }
}
