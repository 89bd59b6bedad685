// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.deep.CircuitBreaker;
import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.Rank;
import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.inference.ModelBackend;
import dev.sluice.stream.model.JobPolicy;
import dev.sluice.stream.model.ModelProvider;
import dev.sluice.stream.model.OpenedModel;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;

/**
 * Hands escalations to the worker of a {@link DeepGuard} and sees to it that each is answered: by
 * deep, or by the first pass if there is no room, no time, no model that works, or no sense in its
 * answer.
 *
 * <p>{@link #asyncInvoke} never blocks and never throws. Deadlines run from the gate; for records
 * that were at the gate before this function was opened (a restore, a long outage) from its
 * opening. They never run longer than {@code deep.deadline} from arrival, should the clock of the
 * gate be ahead. {@link #close()} interrupts the worker and does not wait: one that hangs in the
 * engine is left behind as a daemon and closes its model if it ever returns.
 *
 * <p>The loaded model judges, and its version is stamped, also where an escalation asks for
 * another; likewise for the policy, see {@link DeepPolicies}.
 *
 * <p>State: the versions of the policy that records in flight may ask for, as a union, so that they
 * are known at any parallelism before a record that was in flight is judged again.
 */
final class DeepInferenceFunction extends RichAsyncFunction<Flow<Escalation>, Decision>
        implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(DeepInferenceFunction.class);

    private final ModelProvider provider;
    private final JobPolicy policy;
    private final DeepConfig config;
    private final Deadlines.Factory clock;

    private transient ListState<ControlMessage> policyState;
    private transient DeepPolicies policies;
    private transient EscalationQueue queue;
    private transient Deadlines deadlines;
    private transient DeepGuard guard;
    private transient Answers answers;
    private transient long openedAtMs;
    private transient int restoreLimit;
    private transient long arrivals;

    DeepInferenceFunction(
            ModelProvider provider, JobPolicy policy, DeepConfig config, Deadlines.Factory clock) {
        this.provider = provider;
        this.policy = policy;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        policies = new DeepPolicies(policy, config.thinking().strategy().key());
        policyState =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>(
                                        "policies", TypeInformation.of(ControlMessage.class)));
        for (ControlMessage message : policyState.get()) {
            obey(message);
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        policyState.update(policies.messages());
    }

    @Override
    public void open(OpenContext context) throws Exception {
        RuntimeContext runtime = getRuntimeContext();
        ClassLoader loader = runtime.getUserCodeClassLoader();
        String subtask = Integer.toString(runtime.getTaskInfo().getIndexOfThisSubtask());
        ModelProvider placed = GpuSlot.place(provider, runtime);
        queue = new EscalationQueue(config.queue(), config.maxBatchRows());
        ModelBackend model = OpenedModel.open(placed, loader);
        try {
            deadlines = clock.start("sluice-deep-deadlines-" + subtask);
            openedAtMs = deadlines.nowMs();
            restoreLimit = asyncCapacity(config);
            answers = new Answers(new DeepMetrics(runtime.getMetricGroup(), new Gauges()));
            guard =
                    new DeepGuard(
                            new DeepSubtask(
                                    () -> OpenedModel.open(placed, loader),
                                    loader,
                                    policies,
                                    config,
                                    queue,
                                    answers,
                                    deadlines,
                                    "sluice-deep-worker-" + subtask));
            guard.start(model);
        } catch (Throwable e) {
            // no thread owns the model yet, so close() would not release it
            release(model, e);
            throw e;
        }
    }

    @Override
    public void asyncInvoke(Flow<Escalation> flow, ResultFuture<Decision> result) {
        if (flow.isControl()) {
            obey(flow.control());
            result.complete(List.of());
            return;
        }
        Escalation escalation = flow.event();
        long nowMs = deadlines.nowMs();
        long remainingMs = remainingMs(escalation, nowMs);
        long dueMs = config.hasDeadline() ? nowMs + remainingMs : escalation.escalatedAtMs();
        Ticket ticket =
                new Ticket(
                        escalation,
                        Rank.of(escalation, dueMs, arrivals++),
                        result,
                        System.nanoTime());
        if (remainingMs <= 0) {
            answers.fallback(ticket, DecisionReason.DEADLINE);
            return;
        }
        // what a restore brings back was in flight once: it has the room of all that was in flight
        boolean restored = escalation.escalatedAtMs() < openedAtMs;
        int limit = restored ? restoreLimit : config.queue().capacity();
        if (!queue.offer(ticket, limit, this::shed) && !guard.probe(ticket)) {
            answers.fallback(ticket, DecisionReason.CIRCUIT_OPEN);
            return;
        }
        if (config.hasDeadline() && !ticket.isAnswered()) {
            ticket.armed(deadlines.schedule(dueMs, () -> expire(ticket)));
        }
    }

    @Override
    public void close() {
        if (guard != null) {
            guard.close();
        }
        if (deadlines != null) {
            deadlines.close();
        }
    }

    /**
     * Room that Flink's operator must have: all that waits, is in flight, or is answered and not
     * yet emitted. With less, a full operator would hold up everything in front of it.
     */
    static int asyncCapacity(DeepConfig config) {
        return config.queue().capacity() + 2 * config.recordsInFlight();
    }

    private long remainingMs(Escalation escalation, long nowMs) {
        if (!config.hasDeadline()) {
            return Long.MAX_VALUE;
        }
        long deadlineMs = config.deadline().toMillis();
        long base = Math.max(escalation.escalatedAtMs(), openedAtMs);
        return Math.min(deadlineMs, base + deadlineMs - nowMs);
    }

    private void obey(ControlMessage message) {
        try {
            policies.accept(message);
        } catch (IllegalArgumentException e) {
            LOG.warn("Control message {} is ignored: {}", message, e.getMessage());
        }
    }

    private void shed(Ticket ticket) {
        answers.fallback(ticket, DecisionReason.SHED);
    }

    private void expire(Ticket ticket) {
        answers.expired(ticket, guard.decisions());
        queue.leave(ticket);
    }

    private void release(ModelBackend model, Throwable cause) {
        try {
            if (deadlines != null) {
                deadlines.close();
            }
            model.close();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
        guard = null;
    }

    /** There may be no guard yet when somebody looks. */
    private final class Gauges implements DeepMetrics.Gauges {

        @Override
        public int queued() {
            return queue.size();
        }

        @Override
        public int inFlight() {
            return guard == null ? 0 : guard.inFlight();
        }

        @Override
        public int hanging() {
            return guard == null ? 0 : guard.hanging();
        }

        @Override
        public int serving() {
            return guard == null ? 0 : guard.serving();
        }

        @Override
        public CircuitBreaker.State circuit() {
            return guard == null ? CircuitBreaker.State.CLOSED : guard.circuit();
        }
    }
}
