// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.deep.Progress;
import dev.sluice.decisioning.deep.Rank;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Escalation;

import org.apache.flink.streaming.api.functions.async.ResultFuture;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An escalation that waits for its answer, from the operator's thread through queue and worker.
 *
 * <p>Answered once, by whoever is first. Thread-safe.
 */
final class Ticket {

    private static final Runnable NOTHING = () -> {};

    private final Escalation escalation;
    private final Rank rank;
    private final ResultFuture<Decision> result;
    private final long arrivedNanos;
    private final AtomicBoolean answered = new AtomicBoolean();

    /** Calls the deadline off. */
    private volatile Runnable disarm = NOTHING;

    /** Where the deliberation is; null before its first step. */
    private volatile Progress progress;

    Ticket(Escalation escalation, Rank rank, ResultFuture<Decision> result, long arrivedNanos) {
        this.escalation = escalation;
        this.rank = rank;
        this.result = result;
        this.arrivedNanos = arrivedNanos;
    }

    Escalation escalation() {
        return escalation;
    }

    /** The place in line; no two tickets of a queue have the same. */
    Rank rank() {
        return rank;
    }

    /** How long ago the record arrived. */
    long waitedNanos(long nowNanos) {
        return nowNanos - arrivedNanos;
    }

    boolean isAnswered() {
        return answered.get();
    }

    Progress progress() {
        return progress;
    }

    void progressed(Progress next) {
        progress = next;
    }

    /** Says how to call the deadline off, which may have passed already. */
    void armed(Runnable off) {
        disarm = off;
        if (answered.get()) {
            off.run();
        }
    }

    /** Takes the right to answer, which exactly one caller gets. */
    boolean claim() {
        return answered.compareAndSet(false, true);
    }

    /** Hands the answer over; for the one who has claimed it. */
    void complete(Decision decision) {
        disarm.run();
        result.complete(List.of(decision));
    }
}
