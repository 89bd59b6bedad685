// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

/** What the gate spends its budget for; values are compared with one price within an objective. */
public enum GateObjective {
    /**
     * Least cost: the Bayes risk of the immediate outcome times the chance that a deep look changes
     * it, in units of the stake.
     */
    COST,
    /** Best ranking: the calibrated probability, so that deep orders the top of the list. */
    RANKING,
    /**
     * Closeness to an outcome threshold, {@code exp(-distance in logits)}, whatever is at stake.
     */
    UNCERTAINTY,
    /** Nothing but the promise: as little as keeps it, and the audits that tell. */
    PROMISE;

    /**
     * The value of a deep look.
     *
     * @param risk Bayes risk of the record
     * @param probability calibrated probability of the first pass
     * @param distance distance to the nearer outcome threshold in logits
     * @param chance chance that a look changes the outcome
     */
    double value(double risk, double probability, double distance, double chance) {
        return switch (this) {
            case COST -> risk * chance;
            case RANKING -> probability;
            case UNCERTAINTY -> Math.exp(-distance);
            case PROMISE -> 0;
        };
    }
}
