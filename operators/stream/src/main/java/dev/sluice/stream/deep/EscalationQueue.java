// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Escalations that wait for a place in the engine: first come, first served, and bounded.
 *
 * <p>What was answered while it waited takes no room: it is dropped when it reaches the front, or
 * when room is needed. Thread-safe; no lock is held while a record is judged.
 */
final class EscalationQueue {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Deque<Ticket> waiting = new ArrayDeque<>();
    private boolean closed;

    /**
     * Puts a ticket at the end, unless as many as the limit wait already, or the queue is closed.
     */
    boolean offer(Ticket ticket, int limit) {
        lock.lock();
        try {
            if (waiting.size() >= limit) {
                dropAnsweredFront();
            }
            if (closed || waiting.size() >= limit) {
                return false;
            }
            waiting.add(ticket);
            filled.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The first ticket that still waits for its answer, or null if there is none. */
    Ticket poll() {
        lock.lock();
        try {
            return next();
        } finally {
            lock.unlock();
        }
    }

    /** The first ticket that still waits for its answer, as soon as there is one. */
    Ticket take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Ticket ticket = next();
            while (ticket == null) {
                filled.await();
                ticket = next();
            }
            return ticket;
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
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

    /** Takes no more, and gives back what waited. */
    List<Ticket> close() {
        lock.lock();
        try {
            closed = true;
            List<Ticket> left = new ArrayList<>(waiting);
            waiting.clear();
            return left;
        } finally {
            lock.unlock();
        }
    }

    private Ticket next() {
        dropAnsweredFront();
        return waiting.poll();
    }

    /** Deadlines pass in the order of arrival, so what was answered meanwhile stands in front. */
    private void dropAnsweredFront() {
        while (!waiting.isEmpty() && waiting.peek().isAnswered()) {
            waiting.poll();
        }
    }
}
