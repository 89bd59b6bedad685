// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.gate;

import dev.sluice.cli.evaluation.Figure;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import java.util.List;

/**
 * What the gate is worth, over several folds; the spread of a figure is that over the folds.
 *
 * @param folds starts of the training weeks
 * @param budget whether the budget is kept
 * @param deepOnAll ranking with a deep look at every event
 * @param firstPass ranking without any
 * @param frontier ranking and money by budget
 * @param money what the outcomes cost under each gate
 * @param moneyGain saved by the value gate, divided by what the uncertainty gate saves
 * @param promise whether the promise is kept, by stream
 * @param calibration whether the first pass can be believed
 */
@JsonNaming(SnakeCaseStrategy.class)
public record GateReport(
        List<String> folds,
        Budget budget,
        Ranking deepOnAll,
        Ranking firstPass,
        List<Point> frontier,
        Money money,
        Figure moneyGain,
        List<Promise> promise,
        Calibration calibration) {

    /**
     * Whether the budget is kept.
     *
     * @param target share of the events that may be escalated
     * @param realised share that was
     * @param leastRealised the same of the fold that used the least
     * @param worstWindow highest share in any 10,000 events in a row
     * @param burstWorstWindow the same while hard records come ten times as often
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Budget(
            double target,
            Figure realised,
            double leastRealised,
            double worstWindow,
            double burstWorstWindow) {}

    /**
     * Ranking of the events.
     *
     * @param ap average precision
     * @param cp100 card precision at 100
     */
    public record Ranking(Figure ap, Figure cp100) {}

    /**
     * A budget.
     *
     * @param share share of the events that may be escalated
     * @param ap average precision with the budget spent for ranking
     * @param cp100 card precision at 100, likewise
     * @param money what the outcomes cost with the budget spent by value, in units of the stake
     * @param uncertaintyMoney the same with the budget spent close to the thresholds
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Point(
            double share, Figure ap, Figure cp100, Figure money, Figure uncertaintyMoney) {}

    /**
     * What the outcomes cost in all folds, in units of the stake.
     *
     * @param share share of the events that either gate may escalate
     * @param never without deep
     * @param uncertaintyGate with the budget spent close to the thresholds
     * @param valueGate with the budget spent by value
     * @param always with a deep look at every event
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Money(
            double share, double never, double uncertaintyGate, double valueGate, double always) {}

    /**
     * Whether a promise is kept.
     *
     * @param stream which stream
     * @param alpha share of changed outcomes among the records not escalated that is promised
     * @param measured share that is found with a deep look at all of them
     * @param low lower end of its 95 % interval
     * @param high upper end of its 95 % interval
     * @param escalatedShare share of the events that was escalated
     * @param fixedThreshold share that a threshold fixed at the start leaves
     * @param recoveryEvents events from each jump until the share over the last thousands is at
     *     most what is promised again
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Promise(
            String stream,
            double alpha,
            double measured,
            double low,
            double high,
            double escalatedShare,
            double fixedThreshold,
            List<Integer> recoveryEvents) {}

    /**
     * Whether the first pass can be believed.
     *
     * @param ece expected calibration error
     * @param slope calibration slope above a probability of 0.02
     * @param brierSkill Brier skill
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Calibration(Figure ece, Figure slope, Figure brierSkill) {}
}
