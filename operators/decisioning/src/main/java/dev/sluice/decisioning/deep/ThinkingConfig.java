// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import java.io.Serializable;
import java.util.Objects;

/**
 * How a record is thought about: two records that are equal get equal answers under equal values of
 * this.
 *
 * @param strategy way of thinking
 * @param stopRule when thinking ends before the passes are spent; one of the strategy's
 * @param maxPasses most passes over one record
 * @param minPasses fewest passes before the stop rule is asked, at least 2 where there is one to
 *     ask
 * @param confidence how sure the stop rule has to be, between 0 and 1
 */
public record ThinkingConfig(
        StrategyKind strategy, StopRule stopRule, int maxPasses, int minPasses, double confidence)
        implements Serializable {

    /** The defaults. */
    public static final ThinkingConfig DEFAULT =
            new ThinkingConfig(StrategyKind.MONTE_CARLO, StopRule.INTERVAL, 32, 4, 0.95);

    /** Refuses values that cannot be kept. */
    public ThinkingConfig {
        Objects.requireNonNull(strategy, "deep.strategy");
        Objects.requireNonNull(stopRule, "deep.stop-rule");
        OptionCheck.require(
                strategy.stopRules().contains(stopRule),
                "deep.stop-rule",
                "'" + stopRule.key() + "' under deep.strategy '" + strategy.key() + "'",
                "one of " + strategy.stopRules().stream().map(StopRule::key).toList());
        OptionCheck.require(
                minPasses >= (stopRule == StopRule.FIXED ? 1 : 2),
                "deep.min-passes",
                minPasses,
                stopRule == StopRule.FIXED
                        ? "at least 1"
                        : "at least 2: one pass has no spread to judge by");
        OptionCheck.require(
                maxPasses >= minPasses,
                "deep.max-passes",
                maxPasses,
                "at least deep.min-passes, which is " + minPasses);
        OptionCheck.require(
                confidence > 0.5 && confidence < 1,
                "deep.confidence",
                confidence,
                "a number above 0.5 and below 1, such as 0.99");
    }

    /** The same with another strategy and the stop rule that is its own. */
    public ThinkingConfig withStrategy(StrategyKind other) {
        return new ThinkingConfig(
                other, other.stopRules().get(0), maxPasses, minPasses, confidence);
    }

    /** The same with another stop rule. */
    public ThinkingConfig withStopRule(StopRule other) {
        return new ThinkingConfig(strategy, other, maxPasses, minPasses, confidence);
    }

    /** The same with other numbers of passes. */
    public ThinkingConfig withPasses(int fewest, int most) {
        return new ThinkingConfig(strategy, stopRule, most, fewest, confidence);
    }

    /** The same with another confidence. */
    public ThinkingConfig withConfidence(double other) {
        return new ThinkingConfig(strategy, stopRule, maxPasses, minPasses, other);
    }
}
