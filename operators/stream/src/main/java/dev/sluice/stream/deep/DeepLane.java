// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.deep.DeepDecisions;
import dev.sluice.decisioning.deep.Rank;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.release.ModelFigures;
import dev.sluice.decisioning.release.ModelFiguresSum;
import dev.sluice.decisioning.release.ReleaseMode;
import dev.sluice.decisioning.release.ShadowScore;
import dev.sluice.inference.ModelBackend;
import dev.sluice.stream.model.ModelStore;

import org.apache.flink.streaming.api.functions.async.CollectionSupplier;
import org.apache.flink.streaming.api.functions.async.ResultFuture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * One version of the deep model at work: its queue, its guard with the worker, and what it has
 * done.
 *
 * <p>A record stays with the version that it was handed to. {@link #close()} may be called once no
 * record is {@link #open() open}. Thread-safe, as the guard is; {@link #ticket} and {@link #offer}
 * are for the task.
 */
final class DeepLane implements AutoCloseable {

    private final String version;
    private final DeepSubtask subtask;
    private final DeepGuard guard;
    private final AtomicInteger open = new AtomicInteger();
    private final ModelFiguresSum sum = new ModelFiguresSum();

    /** What it is tried as; empty while it is live. */
    private volatile Optional<ReleaseMode> tried = Optional.empty();

    /** Number of its preparation; 0 for the one that the job started with. */
    private volatile long attempt;

    private DeepLane(String version, long attempt, DeepSubtask subtask, DeepGuard guard) {
        this.version = version;
        this.attempt = attempt;
        this.subtask = subtask;
        this.guard = guard;
    }

    /**
     * A lane over an opened model, which it owns from then on.
     *
     * @throws IllegalArgumentException if the model does not fit the strategy
     */
    static DeepLane start(ModelBackend model, long attempt, DeepSubtask subtask) {
        DeepGuard guard = new DeepGuard(subtask);
        guard.start(model);
        return new DeepLane(model.manifest().version(), attempt, subtask, guard);
    }

    String version() {
        return version;
    }

    long attempt() {
        return attempt;
    }

    DeepGuard guard() {
        return guard;
    }

    EscalationQueue queue() {
        return subtask.queue();
    }

    /** Number of records that it has not answered. */
    int open() {
        return open.get();
    }

    /** It decides from here on. */
    void live(long liveAttempt) {
        tried = Optional.empty();
        attempt = liveAttempt;
    }

    /** It decides under policies that are fitted to it from a time on. */
    void fittedSince(long sinceMs) {
        subtask.policies().liveSince(sinceMs);
    }

    /** A record is going to be handed in. */
    void enter() {
        open.incrementAndGet();
    }

    /** It is tried from here on. */
    void tried(ReleaseMode mode) {
        tried = Optional.of(mode);
    }

    /** What it has done. */
    ModelFigures figures() {
        synchronized (sum) {
            return sum.figures();
        }
    }

    /**
     * The ticket of a record that has {@link #enter() entered}.
     *
     * @param reports what is told besides an answer, if it is time
     */
    Ticket ticket(
            Escalation escalation,
            Rank rank,
            ResultFuture<DeepOutput> result,
            Supplier<List<DeepOutput>> reports) {
        Ticket ticket =
                new Ticket(
                        escalation,
                        rank,
                        new Answer(
                                escalation,
                                result,
                                reports,
                                tried.filter(mode -> mode == ReleaseMode.SHADOW).isPresent()),
                        System.nanoTime());
        return ticket;
    }

    /** Answers with the first pass at once. */
    void fallBack(Ticket ticket, DecisionReason reason) {
        subtask.answers().fallback(ticket, reason);
    }

    /**
     * Queues a ticket, or answers it with the first pass.
     *
     * @param limit most records that wait
     */
    void offer(Ticket ticket, int limit) {
        if (!subtask.queue().offer(ticket, limit, this::shed) && !guard.probe(ticket)) {
            fallBack(ticket, DecisionReason.CIRCUIT_OPEN);
        }
    }

    /** Answers what has had its time. */
    void expire(Ticket ticket) {
        DeepDecisions decisions = guard.decisions();
        subtask.answers().expired(ticket, decisions);
        subtask.queue().leave(ticket);
    }

    @Override
    public void close() {
        guard.close();
    }

    private void shed(Ticket ticket) {
        fallBack(ticket, DecisionReason.SHED);
    }

    private void count(Decision decision) {
        synchronized (sum) {
            long micros =
                    decision.source() == DecisionSource.DEEP
                            ? decision.timings().deviceMicros()
                            : 0;
            sum.called(1, micros, 0, 0);
            switch (decision.reason()) {
                case MODEL_ERROR, DEVICE_LOST, CIRCUIT_OPEN -> sum.failed(1);
                case BAD_OUTPUT -> sum.gaveNoProbability();
                default -> {
                    // an answer, or no time or room for one
                }
            }
        }
    }

    /** Where the answer of a ticket goes. */
    private final class Answer implements ResultFuture<Decision> {

        private final Escalation escalation;
        private final ResultFuture<DeepOutput> result;
        private final Supplier<List<DeepOutput>> reports;
        private final boolean shadow;

        Answer(
                Escalation escalation,
                ResultFuture<DeepOutput> result,
                Supplier<List<DeepOutput>> reports,
                boolean shadow) {
            this.escalation = escalation;
            this.result = result;
            this.reports = reports;
            this.shadow = shadow;
        }

        @Override
        public void complete(Collection<Decision> decisions) {
            List<DeepOutput> outputs = new ArrayList<>();
            for (Decision decision : decisions) {
                count(decision);
                if (!shadow) {
                    subtask.answers().metrics().decided(decision);
                    outputs.add(DeepOutput.of(decision));
                } else if (decision.source() == DecisionSource.DEEP) {
                    outputs.add(DeepOutput.of(shadowOf(decision)));
                }
            }
            outputs.addAll(reports.get());
            open.decrementAndGet();
            result.complete(outputs);
        }

        @Override
        public void completeExceptionally(Throwable error) {
            open.decrementAndGet();
            result.completeExceptionally(error);
        }

        @Override
        public void complete(CollectionSupplier<Decision> supplier) {
            throw new UnsupportedOperationException("A ticket is answered with a decision");
        }

        private ShadowScore shadowOf(Decision decision) {
            return new ShadowScore(
                    decision.eventId(),
                    decision.entityKey(),
                    decision.eventTimeMs(),
                    ModelStore.DEEP,
                    version,
                    ReleaseMode.SHADOW,
                    decision.verdict().probability(),
                    decision.verdict().outcome(),
                    "",
                    Double.NaN,
                    escalation.verdict().outcome(),
                    decision.versions().policy());
        }
    }
}
