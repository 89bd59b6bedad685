// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.decisioning.metric.OutcomeCosts;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * What decisions cost, in units of the stake.
 *
 * @param total all of it
 * @param missed cost of the bad events that were cleared
 * @param falseBlocks cost of the good events that were flagged
 * @param reviews cost of the reviews
 * @param missedEvents bad events that were cleared
 * @param falseBlockedEvents good events that were flagged
 * @param reviewedEvents events that were reviewed
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Money(
        double total,
        double missed,
        double falseBlocks,
        double reviews,
        int missedEvents,
        int falseBlockedEvents,
        int reviewedEvents) {

    static Money of(OutcomeCosts costs) {
        return new Money(
                costs.total(),
                costs.missed(),
                costs.falseBlocks(),
                costs.reviews(),
                costs.missedEvents(),
                costs.falseBlockedEvents(),
                costs.reviewedEvents());
    }
}
