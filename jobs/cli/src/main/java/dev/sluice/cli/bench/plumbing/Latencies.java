// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import org.HdrHistogram.Histogram;

import java.util.concurrent.TimeUnit;

/** Times from when an event was due to be sent until its decision was there, by who decided. */
final class Latencies {

    private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(10);
    private static final int DIGITS = 3;

    private final Histogram confident = new Histogram(HIGHEST_MICROS, DIGITS);
    private final Histogram escalated = new Histogram(HIGHEST_MICROS, DIGITS);

    /** The broker tells milliseconds, the schedule microseconds: less than one is cut off at 0. */
    void add(boolean wasEscalated, long dueMicros, long appendedMicros) {
        long micros = Math.min(HIGHEST_MICROS, Math.max(0, appendedMicros - dueMicros));
        (wasEscalated ? escalated : confident).recordValue(micros);
    }

    LatencyFigures confident() {
        return LatencyFigures.of(confident);
    }

    LatencyFigures escalated() {
        return LatencyFigures.of(escalated);
    }
}
