// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.control;

import dev.sluice.decisioning.control.CatchUp;
import dev.sluice.decisioning.control.Controller;
import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.ControlMessage.Kind;
import dev.sluice.decisioning.event.Feedback;
import dev.sluice.decisioning.gate.GateTuning;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.stream.model.JobPolicy;
import dev.sluice.stream.model.ModelJson;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Optional;

/**
 * Hears feedback and control messages, and once an interval issues what the gate has to be told.
 *
 * <p>All is of one key, for the sake of its timer. The first interval after a start ends with a
 * tuning in any case: what the gate holds from before may be another's. State, of the operator:
 * what the {@link Controller} remembers, the last policy and tuning, and whether the job is behind.
 */
final class ControllerFunction
        extends KeyedCoProcessFunction<String, Feedback, ControlMessage, ControlMessage>
        implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ControllerFunction.class);

    private final JobPolicy policies;
    private final ControllerConfig config;

    private transient Controller controller;
    private transient CatchUp catchUp;
    private transient Policy policy;
    private transient ControlMessage policyMessage;
    private transient GateTuning tuning;
    private transient long lastIssuedAtMs;

    /** Whether the gate may hold another tuning than the last one. */
    private transient boolean stale;

    private transient boolean armed;
    private transient ControllerMetrics metrics;
    private transient ListState<Controller.Snapshot> controllerState;
    private transient ListState<ControlMessage> controlState;
    private transient ListState<Boolean> behindState;

    ControllerFunction(JobPolicy policies, ControllerConfig config) {
        this.policies = policies;
        this.config = config;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        controllerState =
                state(context, "controller", TypeInformation.of(Controller.Snapshot.class));
        controlState = state(context, "control", TypeInformation.of(ControlMessage.class));
        behindState = state(context, "behind", Types.BOOLEAN);
        policy = policies.initial();
        lastIssuedAtMs = Long.MIN_VALUE;
        for (ControlMessage message : controlState.get()) {
            hold(message);
        }
        controller = new Controller(policy);
        for (Controller.Snapshot snapshot : controllerState.get()) {
            controller = Controller.restored(policy, snapshot);
        }
        catchUp = new CatchUp(config.catchUp());
        for (boolean behind : behindState.get()) {
            catchUp.restore(behind);
        }
        tuning = GateTuning.of(policy.gate());
        stale = true;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        controllerState.update(List.of(controller.snapshot()));
        controlState.update(policyMessage == null ? List.of() : List.of(policyMessage));
        behindState.update(List.of(catchUp.isBehind()));
    }

    @Override
    public void open(OpenContext context) {
        metrics = new ControllerMetrics(getRuntimeContext().getMetricGroup(), () -> tuning);
    }

    @Override
    public void processElement1(Feedback feedback, Context context, Collector<ControlMessage> out) {
        arm(context.timerService());
        metrics.heard(feedback);
        controller.hear(feedback);
        catchUp.hear(context.timerService().currentProcessingTime() - feedback.eventTimeMs());
    }

    @Override
    public void processElement2(
            ControlMessage message, Context context, Collector<ControlMessage> out) {
        arm(context.timerService());
        lastIssuedAtMs = Math.max(lastIssuedAtMs, message.issuedAtMs());
        Policy before = policy;
        if (message.kind() == Kind.POLICY && hold(message)) {
            follow(before);
        }
    }

    @Override
    public void onTimer(long firedAtMs, OnTimerContext context, Collector<ControlMessage> out) {
        long nowMs = context.timerService().currentProcessingTime();
        double budgetFactor = catchUp.factor();
        controller
                .revise()
                .ifPresent(
                        revised -> {
                            policy = revised;
                            policyMessage = message(Kind.POLICY, ModelJson.yaml(revised), nowMs);
                            out.collect(policyMessage);
                            metrics.revised();
                            stale = true;
                        });
        Optional<GateTuning> tuned = controller.tune(budgetFactor);
        if (tuned.isPresent() || stale) {
            tuning = tuned.orElse(tuning);
            stale = false;
            out.collect(message(Kind.GATE_TUNING, ModelJson.json(tuning), nowMs));
            metrics.tuned();
        }
        armed = false;
        arm(context.timerService());
    }

    /** Whether a policy is another than the one that holds, and holds from now on. */
    private boolean hold(ControlMessage message) {
        if (policyMessage != null && policyMessage.issuedAtMs() >= message.issuedAtMs()) {
            return false;
        }
        try {
            policy = policies.reader().read(message.value());
            policyMessage = message;
            return true;
        } catch (IllegalArgumentException e) {
            LOG.warn("Control message {} is ignored: {}", message, e.getMessage());
            return false;
        }
    }

    private void follow(Policy before) {
        if (policy.gate().objective() == before.gate().objective()) {
            controller.follow(policy);
        } else {
            // values are in other units from here on
            controller = new Controller(policy);
            tuning = GateTuning.of(policy.gate());
        }
        // a gate under a new policy is tuned to what that says
        stale = true;
    }

    /** At a time that the timer of a restored state may have as well, so that there is one. */
    private void arm(TimerService timers) {
        if (!armed) {
            armed = true;
            long intervalMs = config.interval().toMillis();
            long nowMs = timers.currentProcessingTime();
            timers.registerProcessingTimeTimer(
                    nowMs - Math.floorMod(nowMs, intervalMs) + intervalMs);
        }
    }

    /** Later than all that was issued, whoever's clock it was issued by. */
    private ControlMessage message(Kind kind, String value, long nowMs) {
        lastIssuedAtMs = Math.max(nowMs, lastIssuedAtMs + 1);
        return new ControlMessage(kind, value, lastIssuedAtMs);
    }

    private static <T> ListState<T> state(
            FunctionInitializationContext context, String name, TypeInformation<T> type)
            throws Exception {
        return context.getOperatorStateStore().getListState(new ListStateDescriptor<>(name, type));
    }
}
