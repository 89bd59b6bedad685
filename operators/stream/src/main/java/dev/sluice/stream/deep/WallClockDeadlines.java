// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Deadlines by the clock of the machine, on one daemon thread. */
final class WallClockDeadlines implements Deadlines {

    private static final Runnable NOTHING = () -> {};

    private final ScheduledThreadPoolExecutor timers;

    private WallClockDeadlines(String threadName) {
        this.timers =
                new ScheduledThreadPoolExecutor(
                        1,
                        task -> {
                            Thread thread = new Thread(task, threadName);
                            thread.setDaemon(true);
                            return thread;
                        });
        // nearly every deadline is called off: without this they would pile up until their time
        timers.setRemoveOnCancelPolicy(true);
        timers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    static Deadlines start(String threadName) {
        return new WallClockDeadlines(threadName);
    }

    @Override
    public long nowMs() {
        return System.currentTimeMillis();
    }

    @Override
    public Runnable schedule(long atMs, Runnable action) {
        if (timers.isShutdown()) {
            return NOTHING;
        }
        ScheduledFuture<?> timer =
                timers.schedule(action, Math.max(0, atMs - nowMs()), TimeUnit.MILLISECONDS);
        return () -> timer.cancel(false);
    }

    @Override
    public void close() {
        timers.shutdownNow();
    }
}
