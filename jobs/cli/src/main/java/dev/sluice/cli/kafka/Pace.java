// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.kafka;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Spaces out work at a rate, on a schedule that was fixed at the start.
 *
 * <p>Open loop: whoever was held up finds the next ones due at once, so a slow receiver does not
 * lower the rate that it is measured at. Not thread-safe.
 */
public final class Pace {

    /** Sleeping is not worth it for less, and works out in bursts of this length. */
    private static final long SHORTEST_SLEEP_NANOS = 1_000_000;

    private final double nanosEach;
    private final LongSupplier nanoTime;
    private final LongConsumer parkNanos;
    private long startNanos;
    private long count;

    Pace(double perSecond, LongSupplier nanoTime, LongConsumer parkNanos) {
        if (!(perSecond >= 0) || Double.isInfinite(perSecond)) {
            throw new IllegalArgumentException(
                    "rate is " + perSecond + "; expected events a second, or 0 for flat out");
        }
        this.nanosEach = perSecond == 0 ? 0 : 1e9 / perSecond;
        this.nanoTime = nanoTime;
        this.parkNanos = parkNanos;
    }

    /**
     * A schedule that starts with the first wait.
     *
     * @param perSecond rate; 0 never waits
     */
    public static Pace perSecond(double perSecond) {
        return new Pace(perSecond, System::nanoTime, LockSupport::parkNanos);
    }

    /**
     * Waits until the next one is due, to a millisecond.
     *
     * @return when it was due, in the terms of {@link System#nanoTime}: what it is late by counts
     *     from there
     * @throws InterruptedException if the thread is interrupted, also if nothing was to wait for
     */
    public long await() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("while waiting for the next event to be due");
        }
        if (nanosEach == 0) {
            return nanoTime.getAsLong();
        }
        if (count == 0) {
            startNanos = nanoTime.getAsLong();
        }
        long dueNanos = startNanos + (long) (count * nanosEach);
        count++;
        long left = dueNanos - nanoTime.getAsLong();
        if (left < SHORTEST_SLEEP_NANOS) {
            return dueNanos;
        }
        while (left > 0) {
            parkNanos.accept(left);
            if (Thread.interrupted()) {
                throw new InterruptedException("while waiting for the next event to be due");
            }
            left = dueNanos - nanoTime.getAsLong();
        }
        return dueNanos;
    }
}
