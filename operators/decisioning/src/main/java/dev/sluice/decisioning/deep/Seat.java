// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Escalation;

/**
 * A record in flight.
 *
 * @param <T> ticket
 */
final class Seat<T> {

    final T ticket;
    final Escalation escalation;
    final DeepDecisions decisions;
    final Deliberation deliberation;
    private final long queuedNanos;
    private final long admittedNanos;
    long inferenceNanos;
    long deviceNanos;
    boolean left;

    Seat(
            T ticket,
            Escalation escalation,
            DeepDecisions decisions,
            Deliberation deliberation,
            long queuedNanos,
            long admittedNanos) {
        this.ticket = ticket;
        this.escalation = escalation;
        this.decisions = decisions;
        this.deliberation = deliberation;
        this.queuedNanos = queuedNanos;
        this.admittedNanos = admittedNanos;
    }

    Decision.Timings timings(long nowNanos) {
        return DeepDecisions.timings(
                escalation,
                queuedNanos / 1000,
                (nowNanos - admittedNanos - inferenceNanos) / 1000,
                inferenceNanos / 1000,
                deviceNanos / 1000);
    }
}
