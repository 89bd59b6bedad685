// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.deep;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one way to think is worth and costs.
 *
 * @param strategy strategy, or {@code first-pass}
 * @param stopRule stop rule
 * @param apAll average precision with deep on every event
 * @param apCascade average precision of the cascade
 * @param cp100Cascade card precision at 100 of the cascade
 * @param passes passes an escalated record
 * @param micros time an escalated record, microseconds of one thread
 * @param agreement share of the escalated records with the same outcome as without the stop rule
 */
public record StrategyFigures(
        String strategy,
        @JsonProperty("stop_rule") String stopRule,
        @JsonProperty("ap_all") double apAll,
        @JsonProperty("ap_cascade") double apCascade,
        @JsonProperty("cp100_cascade") double cp100Cascade,
        double passes,
        double micros,
        double agreement) {

    /** The mean over folds of one way to think. */
    public static StrategyFigures mean(List<StrategyFigures> folds) {
        return new StrategyFigures(
                folds.get(0).strategy,
                folds.get(0).stopRule,
                mean(folds, StrategyFigures::apAll),
                mean(folds, StrategyFigures::apCascade),
                mean(folds, StrategyFigures::cp100Cascade),
                mean(folds, StrategyFigures::passes),
                mean(folds, StrategyFigures::micros),
                mean(folds, StrategyFigures::agreement));
    }

    private static double mean(
            List<StrategyFigures> folds, ToDoubleFunction<StrategyFigures> figure) {
        return folds.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }
}
