// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.deep.DeepDecisions;
import dev.sluice.decisioning.deep.DeepEngine;
import dev.sluice.decisioning.deep.Progress;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.inference.ModelBackend;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Owns a model and judges what is queued, batch after batch: whoever is in flight makes a step,
 * whoever is done leaves, whoever waits takes the place.
 *
 * <p>Lifecycle: {@link #run()} once, on a thread of its own, which also closes the model when it
 * ends: a model must not be closed under a thread that hangs in it. {@link #stop()} and {@link
 * #giveUp} from any thread; none waits for the worker.
 */
final class DeepWorker implements Runnable, DeepEngine.Client<Ticket>, WatchedModel.Watcher {

    private static final Logger LOG = LoggerFactory.getLogger(DeepWorker.class);

    /** A model that fails on every batch must not fill the log: one line for so many failures. */
    private static final int LOG_EVERY = 1000;

    private final WatchedModel model;
    private final EscalationQueue queue;
    private final Answers answers;
    private final DeepGuard guard;
    private final DeepEngine<Ticket> engine;

    /** What is in the engine, for those who answer it in the place of a worker that cannot. */
    private final Set<Ticket> held = ConcurrentHashMap.newKeySet();

    private volatile Thread thread;
    private volatile boolean stopped;
    private int failures;

    /** Guarded by the guard. */
    private boolean abandoned;

    /**
     * A worker for a model.
     *
     * @throws IllegalArgumentException if the model does not fit the strategy
     */
    DeepWorker(ModelBackend opened, DeepSubtask subtask, DeepGuard guard) {
        this.model =
                new WatchedModel(
                        opened,
                        subtask.clock(),
                        subtask.config().guard().hangTimeout().toMillis(),
                        this);
        this.queue = subtask.queue();
        this.answers = subtask.answers();
        this.guard = guard;
        this.engine =
                new DeepEngine<>(
                        model,
                        subtask.policies().initial(),
                        subtask.policies()::of,
                        subtask.config(),
                        this,
                        System::nanoTime);
    }

    DeepDecisions decisions() {
        return engine.decisions();
    }

    /** Number of records in the engine. */
    int inFlight() {
        return held.size();
    }

    /** Answers nothing from here on; what is in flight is in the checkpoint. */
    void stop() {
        stopped = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    /** Stops, and answers what is in flight with the first pass; returns how many those were. */
    int giveUp(DecisionReason reason) {
        stop();
        int given = 0;
        for (Ticket ticket : held) {
            if (answers.fallback(ticket, reason)) {
                given++;
            }
        }
        held.clear();
        return given;
    }

    /** Notes that the thread hangs. */
    void markAbandoned() {
        abandoned = true;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** Makes sure that a model opened from now on shares nothing with this one. */
    void abandonModel() {
        model.abandon();
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try {
            // a model is lost in a call only, so what is admitted here is not lost
            while (!gone()) {
                if (engine.isIdle()) {
                    queue.awaitDue();
                }
                if (queue.isDue()) {
                    fill();
                }
                engine.turn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            if (!stopped) {
                guard.died(this, e);
            }
        } finally {
            closeModel();
            guard.left(this);
        }
    }

    /** Releases the model; for the thread of the worker, or for who never starts it. */
    void closeModel() {
        try {
            model.close();
        } catch (RuntimeException e) {
            LOG.warn("The deep model could not be closed", e);
        }
    }

    @Override
    public boolean wants(Ticket ticket) {
        boolean wanted = !gone() && !ticket.isAnswered();
        if (!wanted) {
            held.remove(ticket);
        }
        return wanted;
    }

    @Override
    public void progressed(Ticket ticket, Progress progress) {
        ticket.progressed(progress);
    }

    @Override
    public void decided(Ticket ticket, Decision decision) {
        if (!gone()) {
            answers.answer(ticket, decision);
            held.remove(ticket);
        }
    }

    @Override
    public void ran(String signature, int rows, long nanos) {
        answers.metrics().ran(rows, nanos);
    }

    @Override
    public void failed(String what, Exception cause) {
        if (gone()) {
            return;
        }
        answers.metrics().failed();
        if (failures++ % LOG_EVERY == 0) {
            LOG.warn("The deep model failed in '{}', {} failures by now", what, failures, cause);
        }
    }

    @Override
    public void made() {
        if (!gone()) {
            guard.succeeded(this);
        }
    }

    @Override
    public void madeNothing() {
        if (!gone()) {
            guard.failed(this);
        }
    }

    @Override
    public void threw() {
        guard.failed(this);
    }

    @Override
    public void hangs(String signature, int rows) {
        guard.hangs(this, signature, rows);
    }

    /** Whether somebody else answers, or nobody: this worker must not. */
    private boolean gone() {
        return stopped || model.isLost();
    }

    private void fill() {
        while (engine.hasPlace()) {
            Optional<Ticket> ticket = queue.poll();
            if (ticket.isEmpty()) {
                return;
            }
            admit(ticket.get());
        }
    }

    private void admit(Ticket ticket) {
        held.add(ticket);
        engine.admit(ticket, ticket.escalation(), ticket.waitedNanos(System.nanoTime()));
    }
}
