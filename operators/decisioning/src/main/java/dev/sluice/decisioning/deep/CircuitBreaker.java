// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import java.time.Duration;

/**
 * Leaves a failing model alone: opens after so many failures in a row, and lets one through after a
 * pause to see whether the model is well again.
 *
 * <p>Times are milliseconds of one clock, passed in. A probe of which nothing is heard for a pause
 * is followed by another one, so it never stays half open. Not thread-safe.
 */
public final class CircuitBreaker {

    /** What the breaker does with the next record. */
    public enum State {
        /** Lets all through. */
        CLOSED,
        /** One is on its way, and decides; lets no other through. */
        HALF_OPEN,
        /** Lets none through until the pause is over. */
        OPEN
    }

    private final int mostFailures;
    private final long pauseMs;

    private State state = State.CLOSED;
    private int failures;
    private long resumeAtMs;

    /** A closed breaker. */
    public CircuitBreaker(int failures, Duration pause) {
        this.mostFailures = failures;
        this.pauseMs = pause.toMillis();
    }

    /** The state by now. */
    public State state() {
        return state;
    }

    /** Time from which on the next record is let through, if it is not closed. */
    public long resumeAtMs() {
        return resumeAtMs;
    }

    /** Whether a record may go through now; if it does as a probe, the breaker is half open. */
    public boolean admits(long nowMs) {
        if (state == State.CLOSED) {
            return true;
        }
        if (nowMs < resumeAtMs) {
            return false;
        }
        state = State.HALF_OPEN;
        resumeAtMs = nowMs + pauseMs;
        return true;
    }

    /** A batch went well. */
    public void succeeded() {
        failures = 0;
        if (state == State.HALF_OPEN) {
            state = State.CLOSED;
        }
    }

    /**
     * A batch failed. What was on its way when the breaker opened does not make the pause longer.
     */
    public void failed(long nowMs) {
        failures++;
        if (state == State.HALF_OPEN || (state == State.CLOSED && failures >= mostFailures)) {
            open(nowMs);
        }
    }

    /** The model is lost, or could not be opened anew: one such failure is enough. */
    public void lost(long nowMs) {
        open(nowMs);
    }

    private void open(long nowMs) {
        state = State.OPEN;
        failures = 0;
        resumeAtMs = nowMs + pauseMs;
    }
}
