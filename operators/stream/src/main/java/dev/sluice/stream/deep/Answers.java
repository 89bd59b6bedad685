// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.deep.DeepDecisions;
import dev.sluice.decisioning.deep.Progress;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.Escalation;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.RejectedExecutionException;

/** Answers tickets, each once. Thread-safe. */
final class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private final DeepMetrics metrics;

    Answers(DeepMetrics metrics) {
        this.metrics = metrics;
    }

    DeepMetrics metrics() {
        return metrics;
    }

    /** Answers with a decision, unless another answer was first. */
    void answer(Ticket ticket, Decision decision) {
        if (ticket.claim()) {
            complete(ticket, decision);
        }
    }

    /** Answers with the first pass; false if another answer was first. */
    boolean fallback(Ticket ticket, DecisionReason reason) {
        if (!ticket.claim()) {
            return false;
        }
        Escalation escalation = ticket.escalation();
        complete(ticket, DeepDecisions.fallback(escalation, reason, waited(ticket)));
        return true;
    }

    /** Answers with the first pass and what is known by now, unless another answer was first. */
    void expired(Ticket ticket, DeepDecisions decisions) {
        if (!ticket.claim()) {
            return;
        }
        Escalation escalation = ticket.escalation();
        Progress progress = ticket.progress();
        complete(
                ticket,
                progress == null
                        ? DeepDecisions.fallback(
                                escalation, DecisionReason.DEADLINE, waited(ticket))
                        : decisions.interrupted(escalation, progress, waited(ticket)));
    }

    private void complete(Ticket ticket, Decision decision) {
        try {
            ticket.complete(decision);
        } catch (RejectedExecutionException e) {
            // the task has ended meanwhile; the record is in its last checkpoint
            LOG.debug("Nobody takes the decision any more: {}", decision, e);
        }
    }

    private static Decision.Timings waited(Ticket ticket) {
        return DeepDecisions.timings(
                ticket.escalation(), ticket.waitedNanos(System.nanoTime()) / 1000, 0, 0, 0);
    }
}
