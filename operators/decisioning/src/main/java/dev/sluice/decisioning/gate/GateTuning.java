// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import java.io.Serializable;

/**
 * What the controller sets at a running gate: all of it at once, so that no two settings of
 * different times meet.
 *
 * @param price records of at least this value are escalated
 * @param chanceFrom records whose chance of a changed outcome is at least this are escalated to
 *     keep the promise
 * @param lookPasses what a look is expected to take, passes
 * @param lookDeviceMillis what a look is expected to take, milliseconds of the device
 * @param budgetFactor share of the budget that may be spent, less than 1 while the job catches up
 * @param standing how the promise stands
 */
public record GateTuning(
        double price,
        double chanceFrom,
        double lookPasses,
        double lookDeviceMillis,
        double budgetFactor,
        PromiseStanding standing)
        implements Serializable {

    /** Refuses what no gate can keep to. */
    public GateTuning {
        if (!(price >= 0) || Double.isInfinite(price)) {
            throw new IllegalArgumentException("price is " + price + "; expected 0 or more");
        }
        if (!(chanceFrom >= 0)) {
            throw new IllegalArgumentException(
                    "chance to escalate from is " + chanceFrom + "; expected 0 or more");
        }
        if (!(lookPasses > 0 && lookDeviceMillis > 0)
                || Double.isInfinite(lookPasses + lookDeviceMillis)) {
            throw new IllegalArgumentException(
                    "a look takes "
                            + lookPasses
                            + " passes and "
                            + lookDeviceMillis
                            + " ms; expected more than 0 of each");
        }
        if (!(budgetFactor >= 0 && budgetFactor <= 1)) {
            throw new IllegalArgumentException(
                    "budget factor is " + budgetFactor + "; expected 0 to 1");
        }
    }

    /** What a policy starts with: a look is taken for one pass and one millisecond. */
    public static GateTuning of(GateConfig config) {
        return new GateTuning(
                config.price(), config.promise().chanceFrom(), 1, 1, 1, PromiseStanding.UNKNOWN);
    }

    /** What a look costs in a unit of the budget. */
    public double cost(BudgetUnit unit) {
        return switch (unit) {
            case EVENTS -> 1;
            case PASSES -> lookPasses;
            case DEVICE_MILLIS -> lookDeviceMillis;
        };
    }
}
