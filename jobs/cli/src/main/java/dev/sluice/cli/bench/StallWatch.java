// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench;

import java.util.concurrent.locks.LockSupport;

/**
 * How long a thread that wanted a processor went without: pauses of the JVM, and what else the
 * machine was busy with.
 *
 * <p>A thread of its own sleeps for a millisecond at a time and sees how much longer that took. No
 * deadline can be kept better than this on the same machine at the same time.
 */
public final class StallWatch implements AutoCloseable {

    private static final long NAP_NANOS = 1_000_000L;

    private final Thread thread = new Thread(this::watch, "bench-stalls");
    private volatile boolean closed;
    private volatile long maxNanos;

    private StallWatch() {}

    /** Watches from now on. */
    public static StallWatch start() {
        StallWatch watch = new StallWatch();
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    /** The longest stall so far, milliseconds. */
    public double maxMs() {
        return maxNanos / 1e6;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void watch() {
        while (!closed) {
            long before = System.nanoTime();
            LockSupport.parkNanos(this, NAP_NANOS);
            maxNanos = Math.max(maxNanos, System.nanoTime() - before - NAP_NANOS);
        }
    }
}
