// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.gate;

import dev.sluice.decisioning.gate.GateObjective;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import java.util.Locale;

/**
 * What a gate is worth under a budget, the controller in the loop.
 *
 * @param objective what the gate spends its budget for: {@code ranking}, {@code cost} or {@code
 *     uncertainty}
 * @param budget share of the events that may be escalated
 * @param escalatedShare share of the events that was
 * @param ap average precision of the decisions
 * @param cp100 their card precision at 100
 * @param cost what their outcomes cost, in units of the stake
 */
@JsonNaming(SnakeCaseStrategy.class)
public record GatePoint(
        String objective,
        double budget,
        double escalatedShare,
        double ap,
        double cp100,
        double cost) {

    /** Whether the gate spends its budget for an objective. */
    boolean isOf(GateObjective other) {
        return objective.equals(key(other));
    }

    /** Name of an objective, as the configuration has it. */
    static String key(GateObjective objective) {
        return objective.name().toLowerCase(Locale.ROOT);
    }
}
