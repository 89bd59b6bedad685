// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.release;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.ControlMessage.Kind;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.release.ModelLine;
import dev.sluice.decisioning.release.ModelStatus;
import dev.sluice.decisioning.release.ReleaseConfig;
import dev.sluice.decisioning.release.ReleaseDesk;
import dev.sluice.decisioning.release.ReleaseMode;
import dev.sluice.decisioning.release.ReleaseOrder;
import dev.sluice.stream.model.JobPolicy;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.stream.model.ModelStatuses;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The {@link ReleaseDesk} of a job: its book leaves as a control message whenever it changes.
 *
 * <p>All is of one key, for the sake of its timer. State, of the operator: what the desk remembers,
 * as text.
 */
final class ReleaseFunction extends KeyedProcessFunction<String, ReleaseInput, ControlMessage>
        implements CheckpointedFunction {

    /** How often it is looked whether a preparation takes too long. */
    static final long TICK_MS = 1_000;

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ReleaseFunction.class);

    private final JobPolicy policies;
    private final ReleaseConfig config;

    private transient ReleaseDesk desk;
    private transient ListState<String> state;
    private transient boolean armed;
    private transient Map<ModelStatus.State, Counter> counters;

    ReleaseFunction(JobPolicy policies, ReleaseConfig config) {
        this.policies = policies;
        this.config = config;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        state =
                context.getOperatorStateStore()
                        .getListState(new ListStateDescriptor<>("releases", Types.STRING));
        desk = new ReleaseDesk(config, policies.initial());
        for (String snapshot : state.get()) {
            desk = ReleaseDesk.restored(config, policies.initial(), ModelJson.desk(snapshot));
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        state.update(List.of(ModelJson.json(desk.snapshot())));
    }

    @Override
    public void open(OpenContext context) {
        MetricGroup group = getRuntimeContext().getMetricGroup();
        counters = new EnumMap<>(ModelStatus.State.class);
        for (ModelStatus.State happened :
                List.of(
                        ModelStatus.State.PREPARING,
                        ModelStatus.State.REFUSED,
                        ModelStatus.State.SHADOW,
                        ModelStatus.State.CANARY,
                        ModelStatus.State.LIVE,
                        ModelStatus.State.ROLLED_BACK)) {
            counters.put(
                    happened,
                    group.addGroup("state", happened.name().toLowerCase(Locale.ROOT))
                            .counter("modelReleases"));
        }
    }

    @Override
    public void processElement(ReleaseInput input, Context context, Collector<ControlMessage> out) {
        long nowMs = context.timerService().currentProcessingTime();
        if (input.order() != null) {
            order(input.order(), nowMs);
        } else if (input.status() != null) {
            desk.hear(input.status(), nowMs);
        } else if (input.control().kind() == Kind.POLICY) {
            hear(input.control(), nowMs);
        }
        tell(context, out);
        arm(context.timerService());
    }

    @Override
    public void onTimer(long firedAtMs, OnTimerContext context, Collector<ControlMessage> out) {
        armed = false;
        desk.tick(context.timerService().currentProcessingTime());
        tell(context, out);
        arm(context.timerService());
    }

    private void order(ReleaseOrder order, long nowMs) {
        try {
            Policy fitted =
                    order.mode() == ReleaseMode.ROLLBACK
                            ? policies.initial()
                            : policies.reader().read(order.policy());
            desk.order(order, fitted, nowMs);
        } catch (IllegalArgumentException e) {
            // what was refused here was refused at the edge, unless this job has other settings
            LOG.warn("Release {} is ignored: {}", order.version(), e.getMessage());
        }
    }

    private void hear(ControlMessage message, long nowMs) {
        try {
            desk.hear(policies.reader().read(message.value()), message.issuedAtMs(), nowMs);
        } catch (IllegalArgumentException e) {
            LOG.warn("Control message {} is ignored: {}", message, e.getMessage());
        }
    }

    private void tell(Context context, Collector<ControlMessage> out) {
        ReleaseDesk.Outcome outcome = desk.take();
        outcome.book()
                .ifPresent(
                        book ->
                                out.collect(
                                        new ControlMessage(
                                                Kind.MODELS,
                                                ModelJson.json(book),
                                                outcome.issuedAtMs())));
        outcome.policy()
                .ifPresent(
                        policy ->
                                context.output(
                                        ReleaseStage.POLICIES,
                                        new ControlMessage(
                                                Kind.POLICY,
                                                ModelJson.yaml(policy),
                                                desk.book().policyIssuedAtMs())));
        for (ModelStatus status : outcome.statuses()) {
            LOG.info(
                    "Model {}, version '{}': {} {}",
                    status.model(),
                    status.version(),
                    status.state(),
                    status.detail());
            Counter counter = counters.get(status.state());
            if (counter != null) {
                counter.inc();
            }
            context.output(ModelStatuses.TAG, status);
        }
        for (ReleaseOrder order : outcome.orders()) {
            context.output(ReleaseStage.ORDERS, order);
        }
    }

    private void arm(TimerService timers) {
        boolean preparing =
                desk.book().lines().stream()
                        .map(ModelLine::preparation)
                        .anyMatch(java.util.Optional::isPresent);
        if (preparing && !armed) {
            armed = true;
            long nowMs = timers.currentProcessingTime();
            timers.registerProcessingTimeTimer(nowMs - Math.floorMod(nowMs, TICK_MS) + TICK_MS);
        }
    }
}
