// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.gate.CostMatrix;
import dev.sluice.decisioning.metric.CardPrecision;
import dev.sluice.decisioning.metric.OutcomeCosts;
import dev.sluice.decisioning.metric.RankingMetrics;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What decisions about events are worth, and what they take. What needs labels of both kinds is NaN
 * without them.
 *
 * @param deep events that deep decided
 * @param escalatedShare their share of all events
 * @param passes deep passes, all together
 * @param meanPasses deep passes of a deep decision
 * @param auc area under the ROC curve
 * @param ap average precision
 * @param cp100 card precision at 100, over all days of the range
 * @param money what the outcomes cost
 * @param outcomes number of decisions by outcome
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Figures(
        int deep,
        double escalatedShare,
        long passes,
        double meanPasses,
        double auc,
        double ap,
        double cp100,
        Money money,
        Map<String, Integer> outcomes) {

    private static final int CARDS = 100;

    /** Keeps the outcomes in a fixed order. */
    public Figures {
        outcomes = Collections.unmodifiableSortedMap(new TreeMap<>(outcomes));
    }

    /**
     * The figures of decisions, one an event.
     *
     * @param costs what the outcomes are charged by
     */
    static Figures of(List<Decision> decisions, Truth truth, CostMatrix costs) {
        double[] scores = decisions.stream().mapToDouble(d -> d.verdict().probability()).toArray();
        List<Outcome> outcomes = outcomes(decisions);
        int deep = 0;
        long passes = 0;
        for (Decision decision : decisions) {
            deep += decision.source() == DecisionSource.DEEP ? 1 : 0;
            passes += decision.effort().passesUsed();
        }
        return new Figures(
                deep,
                (double) deep / decisions.size(),
                passes,
                deep == 0 ? 0 : (double) passes / deep,
                RankingMetrics.auc(scores, truth.bad()),
                RankingMetrics.averagePrecision(scores, truth.bad()),
                truth.badEvents() == 0
                        ? Double.NaN
                        : CardPrecision.at(
                                CARDS, truth.days(), truth.entities(), scores, truth.bad()),
                Money.of(OutcomeCosts.of(costs, outcomes, truth.stakes(), truth.bad())),
                counts(outcomes));
    }

    /** The outcomes of decisions, in their order. */
    static List<Outcome> outcomes(List<Decision> decisions) {
        return decisions.stream().map(decision -> decision.verdict().outcome()).toList();
    }

    /** Number of each outcome, zeros included. */
    static Map<String, Integer> counts(List<Outcome> outcomes) {
        Map<String, Integer> counts = new TreeMap<>();
        Arrays.stream(Outcome.values()).forEach(outcome -> counts.put(outcome.name(), 0));
        outcomes.forEach(outcome -> counts.merge(outcome.name(), 1, Integer::sum));
        return counts;
    }
}
