// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.deep.CircuitBreaker;
import dev.sluice.decisioning.deep.DeepDecisions;
import dev.sluice.decisioning.deep.GuardConfig;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.inference.ModelBackend;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;

/**
 * Sees to it that there is a worker whose model works: leaves one alone that fails, gives one up
 * that hangs or dies, and tries a new one after a pause.
 *
 * <p>While the circuit is open the queue is shut, and what waited falls back. A new worker opens
 * its model on its own thread, and is let in by a probe: one record, whose first batch decides.
 * Threads that hang cannot be ended, so there are {@value #MOST_ABANDONED} of them at most; then
 * the circuit stays open until one returns.
 *
 * <p>Thread-safe: called by task, timer and workers. Nothing waits or answers under its lock.
 */
final class DeepGuard {

    /** Most workers that hang at a time. */
    static final int MOST_ABANDONED = 3;

    private static final Logger LOG = LoggerFactory.getLogger(DeepGuard.class);

    private final DeepSubtask subtask;
    private final CircuitBreaker breaker;

    private volatile DeepDecisions decisions;

    /** The worker that serves the queue; null while there is none. */
    private DeepWorker worker;

    private int abandoned;
    private boolean replacing;
    private boolean closed;

    DeepGuard(DeepSubtask subtask) {
        GuardConfig config = subtask.config().guard();
        this.subtask = subtask;
        this.breaker = new CircuitBreaker(config.breakerFailures(), config.breakerPause());
    }

    /**
     * Starts the first worker, which owns the model from then on.
     *
     * @throws IllegalArgumentException if the model does not fit the strategy
     */
    synchronized void start(ModelBackend model) {
        DeepWorker first = new DeepWorker(model, subtask, this);
        start(first);
        worker = first;
        decisions = first.decisions();
    }

    /** How fallbacks with passes are written; those of the last worker while there is none. */
    DeepDecisions decisions() {
        return decisions;
    }

    synchronized CircuitBreaker.State circuit() {
        return breaker.state();
    }

    /** Number of workers that hang. */
    synchronized int hanging() {
        return abandoned;
    }

    /** Number of workers that serve the queue: one, or none while the model is lost. */
    synchronized int serving() {
        return worker == null ? 0 : 1;
    }

    /** Number of records in the engine. */
    synchronized int inFlight() {
        return worker == null ? 0 : worker.inFlight();
    }

    /** Queues a record that found the queue shut, if it may go through; if not, says so. */
    synchronized boolean probe(Ticket ticket) {
        CircuitBreaker.State before = breaker.state();
        if (worker == null || !breaker.admits(subtask.clock().nowMs())) {
            return false;
        }
        changed(before, "the next record probes the model");
        subtask.queue().offerProbe(ticket);
        return true;
    }

    synchronized void succeeded(DeepWorker by) {
        if (by != worker) {
            return;
        }
        CircuitBreaker.State before = breaker.state();
        breaker.succeeded();
        if (changed(before, "the model works")) {
            subtask.queue().open();
        }
    }

    void failed(DeepWorker by) {
        List<Ticket> waiting;
        synchronized (this) {
            if (by != worker) {
                return;
            }
            CircuitBreaker.State before = breaker.state();
            breaker.failed(subtask.clock().nowMs());
            if (!changed(before, "the model keeps failing")) {
                return;
            }
            waiting = subtask.queue().shut();
        }
        fallBack(waiting);
    }

    void hangs(DeepWorker by, String signature, int rows) {
        List<Ticket> waiting;
        int hanging;
        synchronized (this) {
            if (closed || by != worker) {
                return;
            }
            by.markAbandoned();
            hanging = ++abandoned;
            waiting = lose("the model hangs");
        }
        int held = by.giveUp(DecisionReason.DEVICE_LOST);
        by.abandonModel();
        LOG.error(
                "Deep model call '{}' of {} rows has not returned for {} ms: its worker is given up"
                        + " and {} records fall back as DEVICE_LOST. {} of at most {} workers hang"
                        + " by now; {}",
                signature,
                rows,
                subtask.config().guard().hangTimeout().toMillis(),
                held,
                hanging,
                MOST_ABANDONED,
                hanging < MOST_ABANDONED
                        ? "a new one opens the model after the pause"
                        : "no new one is started until one returns. Restart the process");
        fallBack(waiting);
    }

    void died(DeepWorker by, Throwable cause) {
        List<Ticket> waiting;
        synchronized (this) {
            if (by != worker) {
                return;
            }
            waiting = lose("the worker died");
        }
        LOG.error("The deep worker died; a new one opens the model after the pause", cause);
        by.giveUp(DecisionReason.MODEL_ERROR);
        fallBack(waiting);
    }

    /** A worker's thread has ended. */
    synchronized void left(DeepWorker by) {
        if (by.isAbandoned()) {
            abandoned--;
            LOG.warn("A deep worker that was given up has returned; {} still hang", abandoned);
            if (worker == null) {
                planReplacement();
            }
        }
    }

    /** Ends the worker without waiting for it; nothing is answered from here on. */
    synchronized void close() {
        closed = true;
        if (worker != null) {
            worker.stop();
        }
    }

    private List<Ticket> lose(String why) {
        worker = null;
        subtask.answers().metrics().workerLost();
        CircuitBreaker.State before = breaker.state();
        breaker.lost(subtask.clock().nowMs());
        changed(before, why);
        planReplacement();
        return subtask.queue().shut();
    }

    private void planReplacement() {
        if (!closed && !replacing && abandoned < MOST_ABANDONED) {
            replacing = true;
            subtask.clock().schedule(breaker.resumeAtMs(), this::startReplacement);
        }
    }

    private void startReplacement() {
        try {
            start(this::replace);
        } catch (Throwable e) {
            // not even a thread is to be had
            notReplaced(e);
        }
    }

    /** On the thread of the new worker: opening a model takes its time, or hangs as well. */
    private void replace() {
        DeepWorker next;
        try {
            next = opened();
        } catch (Throwable e) {
            notReplaced(e);
            return;
        }
        if (takesOver(next)) {
            next.run();
        } else {
            next.closeModel();
        }
    }

    private DeepWorker opened() {
        ModelBackend model = subtask.opening().get();
        try {
            return new DeepWorker(model, subtask, this);
        } catch (Throwable e) {
            model.close();
            throw e;
        }
    }

    private synchronized boolean takesOver(DeepWorker next) {
        replacing = false;
        if (closed) {
            return false;
        }
        worker = next;
        decisions = next.decisions();
        LOG.warn("A new deep worker has opened the model; the next record probes it");
        return true;
    }

    private synchronized void notReplaced(Throwable cause) {
        replacing = false;
        if (!closed) {
            LOG.warn(
                    "The deep model cannot be opened anew; the next try is after the pause", cause);
            subtask.answers().metrics().failed();
            breaker.lost(subtask.clock().nowMs());
            planReplacement();
        }
    }

    private void start(Runnable run) {
        Thread thread = new Thread(run, subtask.threadName());
        thread.setDaemon(true);
        thread.setContextClassLoader(subtask.loader());
        thread.start();
    }

    private boolean changed(CircuitBreaker.State before, String why) {
        CircuitBreaker.State now = breaker.state();
        if (now == before) {
            return false;
        }
        LOG.warn("Circuit of the deep model: {} to {}, {}", before, now, why);
        if (now == CircuitBreaker.State.OPEN) {
            subtask.answers().metrics().circuitOpened();
        }
        return true;
    }

    private void fallBack(List<Ticket> tickets) {
        for (Ticket ticket : tickets) {
            subtask.answers().fallback(ticket, DecisionReason.CIRCUIT_OPEN);
        }
    }
}
