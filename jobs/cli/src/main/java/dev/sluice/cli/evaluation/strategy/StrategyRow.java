// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.strategy;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * What one way to think is worth with a deep look at every event, and what it costs.
 *
 * @param name the strategy, if it thinks to its own end; {@code STRATEGY@PASSES}, if it is cut off;
 *     {@code single} for one deep pass
 * @param strategy strategy
 * @param stopRule stop rule
 * @param budget most passes a record
 * @param ap average precision
 * @param passes passes a record
 * @param cost device microseconds a record
 * @param micros microseconds of one thread a record, everything up to the finished decision
 */
@JsonNaming(SnakeCaseStrategy.class)
public record StrategyRow(
        String name,
        String strategy,
        String stopRule,
        double budget,
        double ap,
        double passes,
        double cost,
        double micros) {}
