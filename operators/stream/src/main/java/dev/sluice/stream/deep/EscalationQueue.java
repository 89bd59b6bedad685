// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.deep.QueueConfig;
import dev.sluice.decisioning.deep.WaitingRoom;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Escalations that wait for a place in the engine, in the order of the {@link WaitingRoom}.
 *
 * <p>They are handed out in batches: once one has waited for the longest time that it may wait for
 * others, or as many wait as a batch holds.
 *
 * <p>What is answered while it waits has to be taken out with {@link #leave}, and takes no room
 * then. While it is shut, it is empty but for a probe. Thread-safe; no lock is held while a record
 * is judged or answered.
 */
final class EscalationQueue {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final WaitingRoom<Ticket> waiting;
    private final int batch;
    private final long delayNanos;
    private boolean shut;

    /** When a ticket last came into an empty queue. */
    private long sinceNanos;

    /**
     * An empty queue.
     *
     * @param config its delay may be zero: then nobody waits for others
     * @param batchRows how many are enough
     */
    EscalationQueue(QueueConfig config, int batchRows) {
        this.waiting = new WaitingRoom<>(config.auditShare());
        this.batch = Math.min(batchRows, config.capacity());
        this.delayNanos = config.maxDelay().toNanos();
    }

    /**
     * Takes a ticket in, unless the queue is shut.
     *
     * @param shed told the ticket that has to leave if as many as the limit wait already; perhaps
     *     the one that came
     */
    boolean offer(Ticket ticket, int limit, Consumer<Ticket> shed) {
        Optional<Ticket> leaving;
        lock.lock();
        try {
            if (shut) {
                return false;
            }
            leaving = enter(ticket, limit);
        } finally {
            lock.unlock();
        }
        leaving.ifPresent(shed);
        return true;
    }

    /** Takes a ticket in whether the queue is shut or not. */
    void offerProbe(Ticket ticket) {
        lock.lock();
        try {
            enter(ticket, Integer.MAX_VALUE);
        } finally {
            lock.unlock();
        }
    }

    /** Takes a ticket out that was answered meanwhile. */
    void leave(Ticket ticket) {
        lock.lock();
        try {
            waiting.leave(ticket.rank());
        } finally {
            lock.unlock();
        }
    }

    /** Whether those that wait should wait no longer for others. */
    boolean isDue() {
        lock.lock();
        try {
            return nanosLeft() <= 0;
        } finally {
            lock.unlock();
        }
    }

    /** The ticket whose turn it is, due or not; empty if none waits. */
    Optional<Ticket> poll() {
        lock.lock();
        try {
            return waiting.next();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until some are due. */
    void awaitDue() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (waiting.size() == 0) {
                    filled.await();
                    continue;
                }
                long left = nanosLeft();
                if (left <= 0) {
                    return;
                }
                filled.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private Optional<Ticket> enter(Ticket ticket, int limit) {
        if (waiting.size() == 0) {
            sinceNanos = System.nanoTime();
        }
        Optional<Ticket> leaving = waiting.enter(ticket.rank(), ticket, limit);
        // who waits for a batch is not woken by each of its tickets
        if (waiting.size() == 1 || waiting.size() == batch) {
            filled.signal();
        }
        return leaving;
    }

    private long nanosLeft() {
        return waiting.size() >= batch ? 0 : sinceNanos + delayNanos - System.nanoTime();
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more until it is opened, and gives back what waited. */
    List<Ticket> shut() {
        lock.lock();
        try {
            shut = true;
            return waiting.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Takes tickets in again. */
    void open() {
        lock.lock();
        try {
            shut = false;
        } finally {
            lock.unlock();
        }
    }
}
