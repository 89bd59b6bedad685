// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.deep.WaitingRoom;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Escalations that wait for a place in the engine, in the order of the {@link WaitingRoom}.
 *
 * <p>What is answered while it waits has to be taken out with {@link #leave}, and takes no room
 * then. While it is shut, it is empty but for a probe. Thread-safe; no lock is held while a record
 * is judged or answered.
 */
final class EscalationQueue {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final WaitingRoom<Ticket> waiting;
    private boolean shut;

    EscalationQueue(double auditShare) {
        this.waiting = new WaitingRoom<>(auditShare);
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
            leaving = waiting.enter(ticket.rank(), ticket, limit);
            filled.signal();
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
            waiting.enter(ticket.rank(), ticket, Integer.MAX_VALUE);
            filled.signal();
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

    /** The ticket whose turn it is; empty if none waits. */
    Optional<Ticket> poll() {
        lock.lock();
        try {
            return waiting.next();
        } finally {
            lock.unlock();
        }
    }

    /** The ticket whose turn it is, as soon as one waits. */
    Ticket take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Optional<Ticket> ticket = waiting.next();
            while (ticket.isEmpty()) {
                filled.await();
                ticket = waiting.next();
            }
            return ticket.get();
        } finally {
            lock.unlock();
        }
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
