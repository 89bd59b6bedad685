// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

import dev.sluice.decisioning.gate.BudgetConfig;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.gate.GateTuning;

import java.util.Optional;

/**
 * What the control topic asks of the gate, by the rule of the gate itself: of each kind the message
 * that was issued last holds, and a tuning that is older than the policy does not. Not thread-safe.
 */
final class GateStanding {

    private static final long AT_START = Long.MIN_VALUE;

    private GateMode mode = GateMode.ON;
    private long modeAt = AT_START;
    private Optional<BudgetConfig> budget = Optional.empty();
    private long policyAt = AT_START;
    private Optional<GateTuning> tuning = Optional.empty();
    private long tuningAt = AT_START;

    /**
     * What holds.
     *
     * @param mode whether records are escalated
     * @param budget the budget, if the policy is known
     * @param tuning what the controller asks for, if it has
     */
    record View(GateMode mode, Optional<BudgetConfig> budget, Optional<GateTuning> tuning) {}

    /** What the job started with. */
    void initial(GateMode initialMode, Optional<BudgetConfig> initialBudget) {
        if (modeAt == AT_START) {
            mode = initialMode;
        }
        if (policyAt == AT_START) {
            budget = initialBudget;
        }
    }

    void mode(GateMode asked, long issuedAtMs) {
        if (issuedAtMs >= modeAt) {
            mode = asked;
            modeAt = issuedAtMs;
        }
    }

    /** A policy was published that has this budget. */
    void policy(BudgetConfig asked, long issuedAtMs) {
        if (issuedAtMs >= policyAt) {
            budget = Optional.of(asked);
            policyAt = issuedAtMs;
        }
    }

    void tuning(GateTuning asked, long issuedAtMs) {
        if (issuedAtMs >= tuningAt) {
            tuning = Optional.of(asked);
            tuningAt = issuedAtMs;
        }
    }

    View view() {
        return new View(mode, budget, policyAt > tuningAt ? Optional.empty() : tuning);
    }
}
