// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * What a policy would be worth with another budget.
 *
 * @param budgetShare share of the events that may be escalated
 * @param price price that belongs to it
 * @param figures what the decisions are worth, and what they take
 */
@JsonNaming(SnakeCaseStrategy.class)
public record FrontierPoint(double budgetShare, double price, Figures figures) {}
