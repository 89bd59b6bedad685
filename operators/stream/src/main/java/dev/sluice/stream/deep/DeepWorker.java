// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.DeepEngine;
import dev.sluice.decisioning.deep.Progress;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.ModelBackend;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the model and judges what is queued, batch after batch: whoever is in flight makes a step,
 * whoever is done leaves, whoever waits takes the place.
 *
 * <p>Lifecycle: {@link #run()} once, on a thread of its own, which also closes the model when it
 * ends: a model must not be closed under a thread that hangs in it. {@link #stop()} from any
 * thread. If the worker dies of an {@link Error}, it answers all that it had, and the queue takes
 * no more.
 */
final class DeepWorker implements Runnable, DeepEngine.Client<Ticket> {

    private static final Logger LOG = LoggerFactory.getLogger(DeepWorker.class);

    /** A model that fails on every batch must not fill the log: one line for so many failures. */
    private static final int LOG_EVERY = 1000;

    private final ModelBackend model;
    private final EscalationQueue queue;
    private final Answers answers;
    private final DeepEngine<Ticket> engine;

    private volatile boolean stopped;
    private volatile int inFlight;
    private int failures;

    /**
     * A worker for a model.
     *
     * @throws IllegalArgumentException if the model does not fit the strategy
     */
    DeepWorker(
            ModelBackend model,
            Policy policy,
            DeepConfig config,
            EscalationQueue queue,
            Answers answers) {
        this.model = model;
        this.queue = queue;
        this.answers = answers;
        this.engine = new DeepEngine<>(model, policy, config, this, System::nanoTime);
    }

    DeepEngine<Ticket> engine() {
        return engine;
    }

    /** Number of records in the engine, as seen from any thread. */
    int inFlight() {
        return inFlight;
    }

    /** Answers nothing from here on; what is in flight is in the checkpoint. */
    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                if (engine.isIdle()) {
                    admit(queue.take());
                }
                fill();
                engine.turn();
                inFlight = engine.inFlight();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            if (!stopped) {
                LOG.error("The deep worker died; escalations fall back to the first pass", e);
            }
        } finally {
            leave();
        }
    }

    @Override
    public boolean wants(Ticket ticket) {
        return !stopped && !ticket.isAnswered();
    }

    @Override
    public void progressed(Ticket ticket, Progress progress) {
        ticket.progressed(progress);
    }

    @Override
    public void decided(Ticket ticket, Decision decision) {
        if (!stopped) {
            answers.answer(ticket, decision);
        }
    }

    @Override
    public void ran(String signature, int rows, long nanos) {
        answers.metrics().ran(rows, nanos);
    }

    @Override
    public void failed(String what, Exception cause) {
        if (stopped) {
            return;
        }
        answers.metrics().failed();
        if (failures++ % LOG_EVERY == 0) {
            LOG.warn("The deep model failed in '{}', {} failures by now", what, failures, cause);
        }
    }

    private void fill() {
        while (engine.hasPlace()) {
            Ticket ticket = queue.poll();
            if (ticket == null) {
                return;
            }
            admit(ticket);
        }
    }

    private void admit(Ticket ticket) {
        engine.admit(ticket, ticket.escalation(), ticket.waitedNanos(System.nanoTime()));
    }

    private void leave() {
        try {
            for (Ticket ticket : queue.close()) {
                if (!stopped) {
                    answers.fallback(ticket, DecisionReason.MODEL_ERROR);
                }
            }
            engine.abandon(DecisionReason.MODEL_ERROR);
        } finally {
            try {
                model.close();
            } catch (RuntimeException e) {
                LOG.warn("The deep model could not be closed", e);
            }
        }
    }
}
