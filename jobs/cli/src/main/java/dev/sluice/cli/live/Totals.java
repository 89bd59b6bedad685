// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Outcome;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums over all decisions since the page follows them. Not thread-safe.
 *
 * <p>Each record of the topic counts once. One that is provisional is no decision yet: another
 * follows.
 */
final class Totals {

    private final Map<DecisionSource, Long> bySource = new EnumMap<>(DecisionSource.class);
    private final Map<Outcome, Long> byOutcome = new EnumMap<>(Outcome.class);
    private final Map<String, Long> byReason = new TreeMap<>();
    private long decisions;
    private long provisional;
    private long escalated;
    private long passes;
    private long deepPasses;

    /**
     * The sums at a time.
     *
     * @param decisions decisions
     * @param provisional records that were provisional
     * @param escalated decisions that were escalated, answered or not
     * @param passes deep passes of all decisions
     * @param deepPasses those of the decisions that deep answered
     * @param bySource decisions by who decided
     * @param byOutcome decisions by outcome
     * @param byReason decisions by who decided and why
     */
    record View(
            long decisions,
            long provisional,
            long escalated,
            long passes,
            long deepPasses,
            Map<DecisionSource, Long> bySource,
            Map<Outcome, Long> byOutcome,
            Map<String, Long> byReason) {

        /** Share of the decisions that were escalated; NaN if there were none. */
        double escalatedShare() {
            return escalated / (double) decisions;
        }

        /** Passes that a decision took on average; NaN if there were none. */
        double passesPerDecision() {
            return passes / (double) decisions;
        }

        /** Passes that a deep answer took on average; NaN if there were none. */
        double passesPerDeepAnswer() {
            return deepPasses / (double) of(DecisionSource.DEEP);
        }

        long of(DecisionSource source) {
            return bySource.getOrDefault(source, 0L);
        }

        long of(Outcome outcome) {
            return byOutcome.getOrDefault(outcome, 0L);
        }
    }

    /** Counts a record; says whether it is a decision. */
    boolean add(Decision decision) {
        if (decision.source() == DecisionSource.PROVISIONAL) {
            provisional++;
            return false;
        }
        decisions++;
        int used = decision.effort().passesUsed();
        passes += used;
        if (decision.source() == DecisionSource.DEEP) {
            deepPasses += used;
        }
        if (isEscalated(decision)) {
            escalated++;
        }
        bySource.merge(decision.source(), 1L, Long::sum);
        byOutcome.merge(decision.verdict().outcome(), 1L, Long::sum);
        byReason.merge(decision.source() + " " + decision.reason(), 1L, Long::sum);
        return true;
    }

    View view() {
        return new View(
                decisions,
                provisional,
                escalated,
                passes,
                deepPasses,
                Map.copyOf(bySource),
                Map.copyOf(byOutcome),
                new TreeMap<>(byReason));
    }

    static boolean isEscalated(Decision decision) {
        return !decision.appraisal().escalation().isEmpty();
    }
}
