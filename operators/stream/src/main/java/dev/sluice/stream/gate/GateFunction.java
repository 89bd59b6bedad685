// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.gate;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.decisioning.gate.ComputeBudget;
import dev.sluice.decisioning.gate.GateDecisions;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.gate.GatePolicy;
import dev.sluice.decisioning.gate.GateVerdict;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.stream.model.JobPolicy;

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
 * <p>State, both of the operator and as unions: what each subtask has saved of its budget, so that
 * after a restore the sum is divided among all that there are then; and the last control message of
 * each kind, so that kill switch, tuning and policy hold on every subtask at any parallelism.
 */
final class GateFunction extends ProcessFunction<Flow<ScoredEvent>, Decision>
        implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(GateFunction.class);

    private final JobPolicy policies;
    private final GateMode initialMode;
    private final String deepModelVersion;

    private transient GatePolicy gate;
    private transient GateControl control;
    private transient GateModels models;
    private transient GateMetrics metrics;
    private transient ListState<ComputeBudget.Snapshot> budgetState;
    private transient ListState<ControlMessage> controlState;

    GateFunction(JobPolicy policies, GateMode initialMode, String deepModelVersion) {
        this.policies = policies;
        this.initialMode = initialMode;
        this.deepModelVersion = deepModelVersion;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        budgetState =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>(
                                        "compute-budget",
                                        TypeInformation.of(ComputeBudget.Snapshot.class)));
        controlState =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>(
                                        "control", TypeInformation.of(ControlMessage.class)));
        List<ComputeBudget.Snapshot> snapshots = new ArrayList<>();
        control = new GateControl(initialMode, policies);
        if (context.isRestored()) {
            budgetState.get().forEach(snapshots::add);
            for (ControlMessage message : controlState.get()) {
                accept(message);
            }
        }
        gate =
                new GatePolicy(
                        control.policy(),
                        ComputeBudget.restored(
                                control.policy().gate().budget(),
                                getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks(),
                                snapshots));
        control.tuning().ifPresent(gate::tune);
        models = GateModels.of(control, deepModelVersion);
    }

    @Override
    public void open(OpenContext context) {
        metrics = new GateMetrics(getRuntimeContext().getMetricGroup(), control::mode, () -> gate);
    }

    @Override
    public void processElement(Flow<ScoredEvent> flow, Context context, Collector<Decision> out) {
        if (flow.isControl()) {
            obey(flow.control());
            context.output(GateStage.ESCALATIONS, Flow.control(flow.control()));
            return;
        }
        ScoredEvent scored = flow.event();
        GateVerdict verdict =
                gate.judge(scored, control.mode(), context.timerService().currentProcessingTime());
        metrics.judged(verdict);
        if (!verdict.escalated()) {
            out.collect(GateDecisions.firstPass(scored, verdict, models.policyOf(scored)));
            return;
        }
        String key = scored.event().entityKey();
        escalate(scored, verdict, models.deepFor(key), context);
        String shadow = models.shadowFor(key);
        if (shadow != null) {
            escalate(scored, verdict, shadow, context);
        }
    }

    private void escalate(
            ScoredEvent scored, GateVerdict verdict, String deepVersion, Context context) {
        context.output(
                GateStage.ESCALATIONS,
                Flow.event(
                        GateDecisions.escalation(
                                scored,
                                verdict,
                                models.policyOf(scored),
                                Escalation.SEED_OF_THE_EVENT,
                                deepVersion,
                                context.timerService().currentProcessingTime())));
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        budgetState.update(List.of(gate.snapshot()));
        controlState.update(control.messages());
    }

    private void obey(ControlMessage message) {
        Policy before = control.policy();
        boolean accepted = accept(message);
        // also the same policy again ends what the gate is tuned to
        if (accepted
                && (message.kind() == ControlMessage.Kind.POLICY
                        || !control.policy().equals(before))) {
            gate = gate.under(control.policy());
        }
        control.tuning().ifPresent(gate::tune);
        models = GateModels.of(control, deepModelVersion);
    }

    /** What was refused here was refused at the edge, unless this job has other settings by now. */
    private boolean accept(ControlMessage message) {
        try {
            return control.accept(message);
        } catch (IllegalArgumentException e) {
            LOG.warn("Control message {} is ignored: {}", message, e.getMessage());
            return false;
        }
    }
}
