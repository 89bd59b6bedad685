// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.metric;

import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.gate.CostMatrix;

import java.util.List;

/**
 * What outcomes cost once the truth about the events is known, in units of the stake.
 *
 * <p>As {@link CostMatrix} has it: a bad event that was cleared, a good one that was flagged, and
 * every review cost; the rest is free. A surcharge that a policy keeps its review capacity by is no
 * money and not counted.
 *
 * @param missed cost of the bad events that were cleared
 * @param falseBlocks cost of the good events that were flagged
 * @param reviews cost of the reviews
 * @param missedEvents bad events that were cleared
 * @param falseBlockedEvents good events that were flagged
 * @param reviewedEvents events that were reviewed
 */
public record OutcomeCosts(
        double missed,
        double falseBlocks,
        double reviews,
        int missedEvents,
        int falseBlockedEvents,
        int reviewedEvents) {

    /**
     * The costs of outcomes.
     *
     * @param costs what each kind of outcome costs
     * @param outcomes outcome of each event
     * @param stakes stake of each event
     * @param bad whether each event is bad
     */
    public static OutcomeCosts of(
            CostMatrix costs, List<Outcome> outcomes, long[] stakes, boolean[] bad) {
        double[] each = ofEach(costs, outcomes, stakes, bad);
        double missed = 0;
        double falseBlocks = 0;
        double reviews = 0;
        int missedEvents = 0;
        int falseBlockedEvents = 0;
        int reviewedEvents = 0;
        for (int i = 0; i < each.length; i++) {
            switch (outcomes.get(i)) {
                case CLEAR -> {
                    missed += each[i];
                    missedEvents += bad[i] ? 1 : 0;
                }
                case FLAG -> {
                    falseBlocks += each[i];
                    falseBlockedEvents += bad[i] ? 0 : 1;
                }
                case REVIEW -> {
                    reviews += each[i];
                    reviewedEvents++;
                }
            }
        }
        return new OutcomeCosts(
                missed, falseBlocks, reviews, missedEvents, falseBlockedEvents, reviewedEvents);
    }

    /**
     * The cost of each outcome by itself, in the order of the events.
     *
     * @param costs what each kind of outcome costs
     * @param outcomes outcome of each event
     * @param stakes stake of each event
     * @param bad whether each event is bad
     */
    public static double[] ofEach(
            CostMatrix costs, List<Outcome> outcomes, long[] stakes, boolean[] bad) {
        if (outcomes.size() != stakes.length || outcomes.size() != bad.length) {
            throw new IllegalArgumentException(
                    outcomes.size()
                            + " outcomes, "
                            + stakes.length
                            + " stakes, "
                            + bad.length
                            + " labels; expected one of each an event");
        }
        double[] each = new double[bad.length];
        for (int i = 0; i < each.length; i++) {
            each[i] = costs.expected(outcomes.get(i), bad[i] ? 1 : 0, stakes[i]);
        }
        return each;
    }

    /** All of it. */
    public double total() {
        return missed + falseBlocks + reviews;
    }
}
