// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.decisioning.gate.GateConfig;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import java.util.List;

/**
 * What one policy is worth on the events.
 *
 * @param name name that the user knows it by
 * @param version its version
 * @param gate what it escalates
 * @param figures its figures: the operating point
 * @param reasons what was decided for which reason
 * @param frontier what it would be worth with other budgets, none if nobody asked
 * @param firstPassReliability what became of the events by probability of the first pass
 * @param deepReliability the same of the events that deep decided, by its probability
 * @param values what deep looks were worth to the gate
 */
@JsonNaming(SnakeCaseStrategy.class)
public record PolicyResult(
        String name,
        String version,
        Gate gate,
        Figures figures,
        List<ReasonOutcomes> reasons,
        List<FrontierPoint> frontier,
        List<ReliabilityBin> firstPassReliability,
        List<ReliabilityBin> deepReliability,
        ValueHistogram values) {

    /**
     * What a policy escalates.
     *
     * @param objective what a look is valued by
     * @param price what a look has to be worth
     * @param budgetUnit what the budget counts
     * @param budget how much may be spent
     * @param novelty novelty from which on records are escalated
     * @param promise share of changed outcomes that is promised of the rest
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Gate(
            String objective,
            double price,
            String budgetUnit,
            double budget,
            double novelty,
            double promise) {

        static Gate of(GateConfig config) {
            return new Gate(
                    config.objective().name(),
                    config.price(),
                    config.budget().unit().name(),
                    config.budget().amount(),
                    config.novelty(),
                    config.promise().alpha());
        }
    }

    /** Copies the lists. */
    public PolicyResult {
        reasons = List.copyOf(reasons);
        frontier = List.copyOf(frontier);
        firstPassReliability = List.copyOf(firstPassReliability);
        deepReliability = List.copyOf(deepReliability);
    }
}
