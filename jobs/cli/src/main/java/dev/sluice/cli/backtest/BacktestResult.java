// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import java.util.List;

/**
 * What policies are worth on recorded events; all are charged by the costs of the first.
 *
 * @param events number of events
 * @param bad bad ones among them
 * @param firstPass what the first pass alone is worth, under the first policy
 * @param models what decided
 * @param costs what the outcomes are charged by
 * @param policies the policies, in the order that they were asked for
 * @param alarms what alarms find, of the first pass alone and of each policy; empty if the use case
 *     has none
 * @param diffs how the second differs from the first; none for a single policy
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonPropertyOrder({
    // What is no component comes in an order of its own in each process.
    "events",
    "bad",
    "deep",
    "escalated_share"
})
public record BacktestResult(
        int events,
        int bad,
        Figures firstPass,
        Models models,
        Costs costs,
        List<PolicyResult> policies,
        List<AlarmFigures> alarms,
        List<DecisionDiff> diffs) {

    /**
     * What decided.
     *
     * @param firstPass version of the first-pass model
     * @param deep version of the deep model
     * @param strategy how deep thinks
     * @param stopRule when it stops
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Models(String firstPass, String deep, String strategy, String stopRule) {}

    /**
     * What the outcomes are charged by, in units of the stake.
     *
     * @param missedFixed cost of a missed bad event
     * @param missedShare the same for each unit of the stake
     * @param falseBlockFixed cost of a flagged good event
     * @param falseBlockShare the same for each unit of the stake
     * @param review cost of a review
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Costs(
            double missedFixed,
            double missedShare,
            double falseBlockFixed,
            double falseBlockShare,
            double review) {}

    /** Copies the lists. */
    public BacktestResult {
        policies = List.copyOf(policies);
        alarms = List.copyOf(alarms);
        diffs = List.copyOf(diffs);
    }

    /** Events that deep decided under the first policy. */
    @JsonProperty("deep")
    public int deep() {
        return policies.get(0).figures().deep();
    }

    /** Their share of all events. */
    @JsonProperty("escalated_share")
    public double escalatedShare() {
        return policies.get(0).figures().escalatedShare();
    }

    /** The same with the most costly rows of the differences only. */
    public BacktestResult withDiffRows(int count) {
        return new BacktestResult(
                events,
                bad,
                firstPass,
                models,
                costs,
                policies,
                alarms,
                diffs.stream().map(diff -> diff.top(count)).toList());
    }
}
