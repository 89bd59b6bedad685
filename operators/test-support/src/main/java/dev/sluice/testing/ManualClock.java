// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A clock that moves when the test says so, and runs what was scheduled on it, on the thread that
 * moves it.
 *
 * <p>Thread-safe.
 */
public final class ManualClock {

    private final List<Task> tasks = new ArrayList<>();
    private long nowMs;

    /** A clock that starts at a time, milliseconds since the epoch. */
    public ManualClock(long startMs) {
        this.nowMs = startMs;
    }

    /** The time, milliseconds since the epoch. */
    public synchronized long nowMs() {
        return nowMs;
    }

    /** Runs something once the clock reaches a time; the returned action calls it off. */
    public synchronized Runnable schedule(long atMs, Runnable action) {
        Task task = new Task(atMs, action);
        tasks.add(task);
        return () -> remove(task);
    }

    /** Number of actions that wait for their time. */
    public synchronized int scheduled() {
        return tasks.size();
    }

    /** Moves the clock on and runs what is due, in the order of time. */
    public void advance(Duration by) {
        long until;
        synchronized (this) {
            until = nowMs + by.toMillis();
        }
        Task due = next(until);
        while (due != null) {
            due.action.run();
            due = next(until);
        }
    }

    private synchronized Task next(long until) {
        Task due =
                tasks.stream()
                        .filter(task -> task.atMs <= until)
                        .min(Comparator.comparingLong(Task::atMs))
                        .orElse(null);
        if (due == null) {
            nowMs = until;
        } else {
            tasks.remove(due);
            nowMs = Math.max(nowMs, due.atMs);
        }
        return due;
    }

    private synchronized void remove(Task task) {
        tasks.remove(task);
    }

    /** Not a record: two equal tasks are two tasks. */
    private static final class Task {

        private final long atMs;
        private final Runnable action;

        Task(long atMs, Runnable action) {
            this.atMs = atMs;
            this.action = action;
        }

        long atMs() {
            return atMs;
        }
    }
}
