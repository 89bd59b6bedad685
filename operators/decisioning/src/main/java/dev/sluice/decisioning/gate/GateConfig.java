// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import java.io.Serializable;

/**
 * What the gate escalates, and how much of it.
 *
 * @param objective what a look is valued by
 * @param chance chance that a look changes the outcome
 * @param price records of at least this value are escalated; where the gate starts from, until the
 *     controller says otherwise
 * @param novelty records with a novelty from here on are escalated, above 1 for none
 * @param budget how much may be spent
 * @param promise what is promised of the rest
 */
public record GateConfig(
        GateObjective objective,
        ChanceModel chance,
        double price,
        double novelty,
        BudgetConfig budget,
        PromiseConfig promise)
        implements Serializable {

    /** Escalates every record, for comparisons. */
    public static final GateConfig EVERYTHING =
            new GateConfig(
                    GateObjective.UNCERTAINTY,
                    ChanceModel.PRIOR,
                    0,
                    2,
                    new BudgetConfig(BudgetUnit.EVENTS, 1, 0, 0),
                    PromiseConfig.NONE);

    /** Refuses values that no stream can keep. */
    public GateConfig {
        if (!(price >= 0) || Double.isInfinite(price)) {
            throw new IllegalArgumentException(
                    "gate price is " + price + "; expected a value of 0 or more");
        }
        if (!(novelty >= 0)) {
            throw new IllegalArgumentException(
                    "gate novelty is " + novelty + "; expected 0 or more");
        }
    }

    /** The same with another model of the chance that a look changes the outcome. */
    public GateConfig withChance(ChanceModel other) {
        return new GateConfig(objective, other, price, novelty, budget, promise);
    }

    /** The same with another budget. */
    public GateConfig withBudget(BudgetConfig other) {
        return new GateConfig(objective, chance, price, novelty, other, promise);
    }

    /** The same with another objective, and the price that belongs to it. */
    public GateConfig withObjective(GateObjective other, double otherPrice) {
        return new GateConfig(other, chance, otherPrice, novelty, budget, promise);
    }

    /** The same with another promise. */
    public GateConfig withPromise(PromiseConfig other) {
        return new GateConfig(objective, chance, price, novelty, budget, other);
    }
}
