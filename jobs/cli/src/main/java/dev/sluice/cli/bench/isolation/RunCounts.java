// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.isolation;

import dev.sluice.decisioning.event.DecisionReason;

import java.util.EnumMap;
import java.util.Map;

/**
 * Where the events of a run ended.
 *
 * @param events events that were generated
 * @param firstPass decisions of the first pass
 * @param escalated decisions out of the stage of deep
 * @param deep those of them that deep made
 * @param fallbacks the others, by reason
 * @param lost events without a decision
 * @param twice events with more than one
 */
record RunCounts(
        long events,
        long firstPass,
        long escalated,
        long deep,
        Map<DecisionReason, Long> fallbacks,
        long lost,
        long twice) {

    /** Nothing. */
    static final RunCounts NONE =
            new RunCounts(0, 0, 0, 0, new EnumMap<>(DecisionReason.class), 0, 0);

    /** Counts, by event, what left the first pass and what left the stage of deep. */
    static RunCounts of(
            byte[] firstPass, byte[] deep, long thought, Map<DecisionReason, Long> fallbacks) {
        long fast = 0;
        long slow = 0;
        long lost = 0;
        long twice = 0;
        for (int number = 0; number < firstPass.length; number++) {
            fast += firstPass[number];
            slow += deep[number];
            int decisions = firstPass[number] + deep[number];
            lost += decisions == 0 ? 1 : 0;
            twice += decisions > 1 ? 1 : 0;
        }
        return new RunCounts(firstPass.length, fast, slow, thought, fallbacks, lost, twice);
    }

    /** Whether each event was decided, once. */
    boolean reconciled() {
        return lost == 0 && twice == 0;
    }

    /** The counts of both together. */
    RunCounts plus(RunCounts other) {
        Map<DecisionReason, Long> sum = new EnumMap<>(DecisionReason.class);
        sum.putAll(fallbacks);
        other.fallbacks.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
        return new RunCounts(
                events + other.events,
                firstPass + other.firstPass,
                escalated + other.escalated,
                deep + other.deep,
                sum,
                lost + other.lost,
                twice + other.twice);
    }
}
