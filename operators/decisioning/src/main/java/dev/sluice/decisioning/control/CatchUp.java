// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.control;

import java.util.Arrays;

/**
 * Says which share of the budget may be spent while a job is behind: the configured one from a lag
 * on, all of it again below half of that lag.
 *
 * <p>The lag is the median over the records of an interval, so that a few late ones say nothing.
 * Not thread-safe.
 */
public final class CatchUp {

    /** The last records of an interval that count. */
    private static final int REMEMBERED = 4_096;

    private final CatchUpConfig config;
    private final long[] lags = new long[REMEMBERED];
    private long heard;
    private boolean behind;

    /** A job that keeps up so far. */
    public CatchUp(CatchUpConfig config) {
        this.config = config;
    }

    /** Goes on as a job that is, or is not, behind. */
    public void restore(boolean wasBehind) {
        behind = wasBehind && config.isOn();
    }

    /** Whether the job is behind. */
    public boolean isBehind() {
        return behind;
    }

    /** Hears how long ago a record happened, milliseconds. */
    public void hear(long lagMs) {
        lags[(int) (heard++ % REMEMBERED)] = lagMs;
    }

    /** Ends an interval and says what may be spent in the next one: 1, or the configured share. */
    public double factor() {
        if (heard > 0 && config.isOn()) {
            long lag = median();
            long limit = config.lag().toMillis();
            behind = behind ? lag >= limit / 2 : lag > limit;
        }
        heard = 0;
        return behind ? config.factor() : 1;
    }

    private long median() {
        long[] sorted = Arrays.copyOf(lags, (int) Math.min(heard, REMEMBERED));
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
