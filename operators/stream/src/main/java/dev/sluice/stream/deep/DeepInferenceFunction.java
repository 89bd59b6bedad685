// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.deep.CircuitBreaker;
import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.Rank;
import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.release.ModelLine;
import dev.sluice.decisioning.release.ModelStatus;
import dev.sluice.decisioning.release.Release;
import dev.sluice.decisioning.release.ReleaseBook;
import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.stream.model.JobPolicy;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.stream.model.ModelProvider;
import dev.sluice.stream.model.ModelStore;
import dev.sluice.stream.model.OpenedModel;
import dev.sluice.stream.model.ReleaseSupport;

import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;

/**
 * Hands escalations to the workers of {@link DeepGuard}s and sees to it that each is answered: by
 * deep, or by the first pass if there is no room, no time, no model that works, or no sense in its
 * answer.
 *
 * <p>{@link #asyncInvoke} never blocks and never throws. Deadlines run from the gate; for records
 * that were at the gate before this function was opened (a restore, a long outage) from its
 * opening. They never run longer than {@code deep.deadline} from arrival, should the clock of the
 * gate be ahead. {@link #close()} interrupts the worker and does not wait: one that hangs in the
 * engine is left behind as a daemon and closes its model if it ever returns.
 *
 * <p>Each version of the model has a {@link DeepLane}; an escalation is judged by the one that it
 * asks for, or by the live one where that is gone, and its version is stamped; likewise for the
 * policy, see {@link DeepPolicies}. A control message that brings or ends a version is answered
 * when that is done: so it is in the checkpoint until then.
 *
 * <p>State: the versions of the policy that records in flight may ask for and the last word on the
 * models, as a union, so that they are known at any parallelism before a record that was in flight
 * is judged again.
 */
final class DeepInferenceFunction extends RichAsyncFunction<Flow<Escalation>, DeepOutput>
        implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(DeepInferenceFunction.class);

    /** Escalations may still come for a version that was left, where they have no deadline. */
    private static final long LINGER_MS = 10_000;

    private static final long FIGURES_MS = 1_000;

    private final ModelProvider provider;
    private final JobPolicy policy;
    private final DeepConfig config;
    private final Deadlines.Factory clock;
    private final ReleaseSupport releases;

    private transient ListState<ControlMessage> policyState;
    private transient DeepPolicies policies;
    private transient ControlMessage models;
    private transient long followedAtMs;
    private transient Deadlines deadlines;
    private transient DeepLanes lanes;
    private transient Answers answers;
    private transient long openedAtMs;
    private transient int restoreLimit;
    private transient long arrivals;
    private transient AtomicLong figuresDueMs;

    DeepInferenceFunction(
            ModelProvider provider,
            JobPolicy policy,
            DeepConfig config,
            Deadlines.Factory clock,
            ReleaseSupport releases) {
        this.provider = provider;
        this.policy = policy;
        this.config = config;
        this.clock = clock;
        this.releases = releases;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        policies = new DeepPolicies(policy, config.thinking().strategy().key());
        policyState =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>(
                                        "policies", TypeInformation.of(ControlMessage.class)));
        models = null;
        followedAtMs = Long.MIN_VALUE;
        for (ControlMessage message : policyState.get()) {
            policies(message);
            if (message.kind() == ControlMessage.Kind.MODELS
                    && (models == null || models.issuedAtMs() < message.issuedAtMs())) {
                models = message;
            }
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        List<ControlMessage> messages = new ArrayList<>(policies.messages());
        if (models != null && !messages.contains(models)) {
            messages.add(models);
        }
        policyState.update(messages);
    }

    @Override
    public void open(OpenContext context) throws Exception {
        RuntimeContext runtime = getRuntimeContext();
        ClassLoader loader = runtime.getUserCodeClassLoader();
        String subtask = Integer.toString(runtime.getTaskInfo().getIndexOfThisSubtask());
        deadlines = clock.start("sluice-deep-deadlines-" + subtask);
        openedAtMs = deadlines.nowMs();
        restoreLimit = asyncCapacity(config);
        figuresDueMs = new AtomicLong(openedAtMs + FIGURES_MS);
        answers = new Answers(new DeepMetrics(runtime.getMetricGroup(), new Gauges()));
        Opening opening =
                new Opening(
                        GpuSlot.place(provider, runtime),
                        runtime,
                        loader,
                        "sluice-deep-worker-" + subtask);
        try {
            lanes =
                    new DeepLanes(
                            opening.first(),
                            opening,
                            deadlines,
                            config.hasDeadline() ? config.deadline().toMillis() : LINGER_MS,
                            loader,
                            "sluice-model-loader-deep-" + subtask,
                            this::status);
        } catch (Throwable e) {
            deadlines.close();
            deadlines = null;
            throw e;
        }
    }

    @Override
    public void asyncInvoke(Flow<Escalation> flow, ResultFuture<DeepOutput> result) {
        if (flow.isControl()) {
            obey(flow.control(), result);
            return;
        }
        Escalation escalation = flow.event();
        long nowMs = deadlines.nowMs();
        long remainingMs = remainingMs(escalation, nowMs);
        long dueMs = config.hasDeadline() ? nowMs + remainingMs : escalation.escalatedAtMs();
        DeepLane lane = lanes.enter(escalation);
        Ticket ticket =
                lane.ticket(
                        escalation, Rank.of(escalation, dueMs, arrivals++), result, this::figures);
        if (remainingMs <= 0) {
            lane.fallBack(ticket, DecisionReason.DEADLINE);
            return;
        }
        // what a restore brings back was in flight once: it has the room of all that was in flight
        boolean restored = escalation.escalatedAtMs() < openedAtMs;
        lane.offer(ticket, restored ? restoreLimit : config.queue().capacity());
        if (config.hasDeadline() && !ticket.isAnswered()) {
            ticket.armed(deadlines.schedule(dueMs, () -> lane.expire(ticket)));
        }
    }

    @Override
    public void close() {
        if (lanes != null) {
            lanes.close();
        }
        if (deadlines != null) {
            deadlines.close();
        }
    }

    /**
     * Room that Flink's operator must have: all that waits, is in flight, or is answered and not
     * yet emitted, at two versions of the model, one of which comes while the other goes; and the
     * control messages that wait for a version. With less, a full operator would hold up everything
     * in front of it.
     */
    static int asyncCapacity(DeepConfig config) {
        return 2 * (config.queue().capacity() + 2 * config.recordsInFlight()) + 16;
    }

    private long remainingMs(Escalation escalation, long nowMs) {
        if (!config.hasDeadline()) {
            return Long.MAX_VALUE;
        }
        long deadlineMs = config.deadline().toMillis();
        long base = Math.max(escalation.escalatedAtMs(), openedAtMs);
        return Math.min(deadlineMs, base + deadlineMs - nowMs);
    }

    // Flink hears of the result
    @SuppressWarnings("FutureReturnValueIgnored")
    private void obey(ControlMessage message, ResultFuture<DeepOutput> result) {
        policies(message);
        // every gate sends it, and what waited for a version comes again after a restore
        if (message.kind() != ControlMessage.Kind.MODELS
                || message.issuedAtMs() <= followedAtMs
                || (models != null && message.issuedAtMs() < models.issuedAtMs())) {
            result.complete(List.of());
            return;
        }
        List<CompletableFuture<DeepOutput>> later;
        try {
            ReleaseBook book = ModelJson.book(message.value());
            later = lanes.follow(book.line(ModelStore.DEEP), book.policyIssuedAtMs());
        } catch (IllegalArgumentException e) {
            LOG.warn("Control message {} is ignored: {}", message, e.getMessage());
            result.complete(List.of());
            return;
        }
        models = message;
        followedAtMs = message.issuedAtMs();
        CompletableFuture.allOf(later.toArray(CompletableFuture<?>[]::new))
                .thenRun(
                        () ->
                                complete(
                                        result,
                                        later.stream().map(CompletableFuture::join).toList()));
    }

    private static void complete(ResultFuture<DeepOutput> result, List<DeepOutput> outputs) {
        try {
            result.complete(outputs);
        } catch (RejectedExecutionException e) {
            LOG.debug("Nobody takes {} any more: the task has ended", outputs, e);
        }
    }

    private void policies(ControlMessage message) {
        try {
            policies.accept(message);
        } catch (IllegalArgumentException e) {
            LOG.warn("Control message {} is ignored: {}", message, e.getMessage());
        }
    }

    /** What released versions have done, once an interval; any thread that answers may ask. */
    private List<DeepOutput> figures() {
        long dueMs = figuresDueMs.get();
        long nowMs = deadlines.nowMs();
        if (nowMs < dueMs || !figuresDueMs.compareAndSet(dueMs, nowMs + FIGURES_MS)) {
            return List.of();
        }
        return lanes.all().stream()
                .filter(lane -> lane.attempt() > 0)
                .map(
                        lane ->
                                DeepOutput.of(
                                        status(
                                                new DeepLanes.Said(
                                                        lane.version(),
                                                        lane.attempt(),
                                                        ModelStatus.State.FIGURES,
                                                        "",
                                                        lane.figures()))))
                .toList();
    }

    private ModelStatus status(DeepLanes.Said said) {
        TaskInfo task = getRuntimeContext().getTaskInfo();
        return new ModelStatus(
                releases.job(),
                ModelStore.DEEP,
                said.version(),
                said.attempt(),
                said.state(),
                task.getIndexOfThisSubtask(),
                task.getNumberOfParallelSubtasks(),
                said.detail(),
                said.figures(),
                deadlines.nowMs());
    }

    /** Opens versions for this subtask. */
    private final class Opening implements DeepLanes.Opening {

        private final ModelProvider initial;
        private final RuntimeContext runtime;
        private final ClassLoader loader;
        private final String threadName;

        Opening(
                ModelProvider initial,
                RuntimeContext runtime,
                ClassLoader loader,
                String threadName) {
            this.initial = initial;
            this.runtime = runtime;
            this.loader = loader;
            this.threadName = threadName;
        }

        /** The version that a restored job had live, or the one that it starts with. */
        DeepLane first() throws ModelLoadException {
            if (models != null) {
                ModelLine line = ModelJson.book(models.value()).line(ModelStore.DEEP);
                if (!line.live().startedWith()) {
                    try {
                        return open(line.live(), line.attempt());
                    } catch (ModelLoadException e) {
                        throw new SuppressRestartsException(e);
                    }
                }
            }
            return start(initial, OpenedModel.open(initial, loader), 0, Optional.empty());
        }

        @Override
        public DeepLane open(Release release, long attempt) throws ModelLoadException {
            if (release.startedWith()) {
                return start(initial, initial.open(loader), attempt, Optional.empty());
            }
            ModelProvider released = GpuSlot.place(releases.models().provider(release), runtime);
            return start(
                    released, released.open(loader), attempt, Optional.of(release.policy().deep()));
        }

        private DeepLane start(
                ModelProvider opened,
                ModelBackend model,
                long attempt,
                Optional<Map<String, Calibration>> fitted) {
            try {
                return DeepLane.start(
                        model,
                        attempt,
                        new DeepSubtask(
                                () -> OpenedModel.open(opened, loader),
                                loader,
                                new LanePolicies(policies, fitted),
                                config,
                                new EscalationQueue(config.queue(), config.maxBatchRows()),
                                answers,
                                deadlines,
                                threadName));
            } catch (Throwable e) {
                // no thread owns the model yet, so nobody else would release it
                model.close();
                throw e;
            }
        }
    }

    /** There may be no lanes yet when somebody looks. */
    private final class Gauges implements DeepMetrics.Gauges {

        @Override
        public int queued() {
            return sum(lane -> lane.queue().size());
        }

        @Override
        public int inFlight() {
            return sum(lane -> lane.guard().inFlight());
        }

        @Override
        public int hanging() {
            return sum(lane -> lane.guard().hanging());
        }

        @Override
        public int serving() {
            return lanes == null ? 0 : lanes.live().guard().serving();
        }

        @Override
        public CircuitBreaker.State circuit() {
            return lanes == null ? CircuitBreaker.State.CLOSED : lanes.live().guard().circuit();
        }

        @Override
        public int versions() {
            return lanes == null ? 0 : lanes.loaded();
        }

        @Override
        public String version() {
            return lanes == null ? "" : lanes.live().version();
        }

        private int sum(ToIntFunction<DeepLane> figure) {
            return lanes == null ? 0 : lanes.all().stream().mapToInt(figure).sum();
        }
    }
}
