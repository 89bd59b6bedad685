// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

import dev.sluice.decisioning.event.Decision;

import java.util.Arrays;

/** What was decided in each of the last seconds. Not thread-safe. */
final class Seconds {

    /** How far back it remembers. */
    static final int KEPT = 60;

    /** The second that goes on has a place of its own. */
    private static final int PLACES = KEPT + 1;

    private final long[] seconds = new long[PLACES];
    private final long[] decisions = new long[PLACES];
    private final long[] escalated = new long[PLACES];
    private final long[] passes = new long[PLACES];
    private final long[] deviceMicros = new long[PLACES];
    private long first = Long.MAX_VALUE;

    /**
     * Sums over whole seconds.
     *
     * @param seconds how many there were, 0 before the first is over
     * @param decisions decisions
     * @param escalated those that were escalated
     * @param passes deep passes
     * @param deviceMicros time of the deep model's device, microseconds
     */
    record Window(int seconds, long decisions, long escalated, long passes, long deviceMicros) {

        /** Decisions a second; NaN before the first second is over. */
        double perSecond() {
            return decisions / (double) seconds;
        }

        /** Share of the decisions that were escalated; NaN if there were none. */
        double escalatedShare() {
            return escalated / (double) decisions;
        }
    }

    Seconds() {
        Arrays.fill(seconds, Long.MIN_VALUE);
    }

    void add(Decision decision, long nowMs) {
        long second = Math.floorDiv(nowMs, 1000L);
        first = Math.min(first, second);
        int place = place(second);
        if (seconds[place] != second) {
            seconds[place] = second;
            decisions[place] = 0;
            escalated[place] = 0;
            passes[place] = 0;
            deviceMicros[place] = 0;
        }
        decisions[place]++;
        escalated[place] += Totals.isEscalated(decision) ? 1 : 0;
        passes[place] += decision.effort().passesUsed();
        deviceMicros[place] += decision.timings().deviceMicros();
    }

    /** Sums over the last whole seconds, none of them before the first decision. */
    Window window(long nowMs, int most) {
        long now = Math.floorDiv(nowMs, 1000L);
        int covered = (int) Math.max(0, Math.min(Math.min(most, KEPT), now - first));
        long[] sums = new long[4];
        for (long second = now - covered; second < now; second++) {
            int place = place(second);
            if (seconds[place] == second) {
                sums[0] += decisions[place];
                sums[1] += escalated[place];
                sums[2] += passes[place];
                sums[3] += deviceMicros[place];
            }
        }
        return new Window(covered, sums[0], sums[1], sums[2], sums[3]);
    }

    /** Decisions in each of the last whole seconds, the latest last. */
    long[] series(long nowMs) {
        long now = Math.floorDiv(nowMs, 1000L);
        long[] series = new long[KEPT];
        for (int i = 0; i < KEPT; i++) {
            long second = now - KEPT + i;
            int place = place(second);
            series[i] = seconds[place] == second ? decisions[place] : 0;
        }
        return series;
    }

    private static int place(long second) {
        return (int) Math.floorMod(second, (long) PLACES);
    }
}
