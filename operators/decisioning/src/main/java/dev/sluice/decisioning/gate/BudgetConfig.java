// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import java.io.Serializable;

/**
 * How much deep inference may cost.
 *
 * @param unit what is counted
 * @param amount share of the events (0 to 1), passes a second, or device-milliseconds a second; of
 *     the whole job
 * @param noveltyShare part of the amount that is kept for novel records
 * @param auditShare part of the amount that is kept for the audit sample
 */
public record BudgetConfig(BudgetUnit unit, double amount, double noveltyShare, double auditShare)
        implements Serializable {

    /** Refuses what cannot be spent. */
    public BudgetConfig {
        if (!(amount >= 0)
                || Double.isInfinite(amount)
                || (unit == BudgetUnit.EVENTS && amount > 1)) {
            throw new IllegalArgumentException(
                    "budget is "
                            + amount
                            + " "
                            + unit
                            + "; expected "
                            + (unit == BudgetUnit.EVENTS ? "a share from 0 to 1" : "0 or more"));
        }
        if (!(noveltyShare >= 0 && auditShare >= 0 && noveltyShare + auditShare <= 1)) {
            throw new IllegalArgumentException(
                    "budget shares are "
                            + noveltyShare
                            + " for novelty and "
                            + auditShare
                            + " for audit; expected 0 or more, and at most 1 together");
        }
    }

    /** A share of the events, a tenth of it for novel records and a tenth for audits. */
    public static BudgetConfig ofEvents(double share) {
        return new BudgetConfig(BudgetUnit.EVENTS, share, 0.1, 0.1);
    }

    /** The same with another amount. */
    public BudgetConfig withAmount(double other) {
        return new BudgetConfig(unit, other, noveltyShare, auditShare);
    }
}
