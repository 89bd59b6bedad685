// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.control;

import dev.sluice.decisioning.event.Feedback;
import dev.sluice.decisioning.gate.BudgetConfig;
import dev.sluice.decisioning.gate.BudgetUnit;

import java.util.Collection;

/**
 * The price at which recent records would have spent the budget: the weighted quantile of their
 * values, after what the promise spends in any case. A pure function.
 */
final class PriceRule {

    private static final double MILLIS = 1_000;

    private PriceRule() {}

    /**
     * The price for the next records.
     *
     * @param recent feedback of recent records, each standing for all those like it
     * @param chanceFrom records of at least this chance are escalated for the promise
     * @param lookCost what a look costs, in the unit of the budget
     * @param fallback the price if nothing is known
     */
    static double price(
            Collection<Feedback> recent,
            BudgetConfig budget,
            double chanceFrom,
            double lookCost,
            double fallback) {
        WeightedSample values = new WeightedSample();
        double all = 0;
        double promised = 0;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (Feedback record : recent) {
            double weight = 1 / record.sampleProbability();
            all += weight;
            first = Math.min(first, record.eventTimeMs());
            last = Math.max(last, record.eventTimeMs());
            if (record.chance() >= chanceFrom) {
                promised += weight;
            } else {
                values.add(record.value(), weight);
            }
        }
        double looks = looks(budget, lookCost, all, last - first);
        double left = looks * (1 - budget.noveltyShare() - budget.auditShare()) - promised;
        double price = values.leastWithin(left);
        return Double.isInfinite(price) ? fallback : Math.max(Double.MIN_NORMAL, price);
    }

    /** How many of some events the budget pays a look for. */
    private static double looks(BudgetConfig budget, double lookCost, double events, long spanMs) {
        return budget.unit() == BudgetUnit.EVENTS
                ? budget.amount() * events
                : budget.amount() * spanMs / MILLIS / lookCost;
    }
}
