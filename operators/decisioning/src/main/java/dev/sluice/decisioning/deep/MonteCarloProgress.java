// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.event.TraceStep;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the passes over a record are: one small object a round, linked to the one before.
 *
 * @param escalation the record
 * @param interval how passes become an interval
 * @param previous the round before; null before the first pass
 * @param passes passes by now
 * @param mean raw mean of the passes
 * @param deviation standard deviation over the passes
 * @param probability calibrated probability
 * @param low lower end of its interval
 * @param high upper end of its interval
 * @param stopReason why the passes ended, empty while they go on
 */
record MonteCarloProgress(
        Escalation escalation,
        OutcomeInterval interval,
        MonteCarloProgress previous,
        int passes,
        double mean,
        double deviation,
        double probability,
        double low,
        double high,
        String stopReason)
        implements Progress {

    /** Before the first pass, the first pass of the cascade is all that is known. */
    static MonteCarloProgress start(Escalation escalation, OutcomeInterval interval) {
        Decision.Verdict first = escalation.fallback().verdict();
        return new MonteCarloProgress(
                escalation,
                interval,
                null,
                0,
                escalation.scored().rawProbability(),
                0,
                first.probability(),
                first.low(),
                first.high(),
                "");
    }

    /** After another round. */
    MonteCarloProgress after(PassStatistics statistics) {
        double newLow = interval.low(statistics);
        double newHigh = interval.high(statistics);
        return new MonteCarloProgress(
                escalation,
                interval,
                this,
                statistics.count(),
                statistics.mean(),
                statistics.deviation(),
                interval.probability(statistics),
                newLow,
                newHigh,
                interval.stop(statistics.count(), newLow, newHigh));
    }

    @Override
    public List<TraceStep> trace() {
        Deque<MonteCarloProgress> rounds = new ArrayDeque<>();
        for (MonteCarloProgress at = this; at.previous != null; at = at.previous) {
            rounds.push(at);
        }
        List<TraceStep> steps = new ArrayList<>(rounds.size() + 2);
        steps.add(firstPass());
        for (MonteCarloProgress round : rounds) {
            steps.add(round.round());
        }
        if (!stopReason.isEmpty()) {
            steps.add(verdict());
        }
        return Collections.unmodifiableList(steps);
    }

    private TraceStep firstPass() {
        Decision.Verdict first = escalation.fallback().verdict();
        return new TraceStep(
                "first-pass",
                "What does the cheap model say, and why is that not enough?",
                first.outcome()
                        + " at "
                        + rounded(first.probability())
                        + ", escalated as "
                        + escalation.reason(),
                first.probability(),
                first.probability(),
                evidence(
                        "low", rounded(first.low()),
                        "high", rounded(first.high()),
                        "novelty", rounded(escalation.scored().novelty()),
                        "stake", Long.toString(escalation.scored().event().stake())));
    }

    private TraceStep round() {
        Outcome from = interval.outcome(low);
        Outcome to = interval.outcome(high);
        return new TraceStep(
                "passes",
                "Is the outcome settled after " + passes + " passes?",
                from == to
                        ? from + " throughout the interval"
                        : "Open: the interval reaches from " + from + " to " + to,
                previous.probability(),
                probability,
                evidence(
                        "mean", rounded(mean),
                        "deviation", rounded(deviation),
                        "low", rounded(low),
                        "high", rounded(high)));
    }

    private TraceStep verdict() {
        double before = escalation.fallback().verdict().probability();
        return new TraceStep(
                "verdict",
                "What is the outcome?",
                interval.outcome(probability) + " at " + rounded(probability),
                before,
                probability,
                evidence("passes", Integer.toString(passes), "stop", stopReason));
    }

    /** Evidence in the order given, so that a ledger reads the same each time. */
    private static Map<String, String> evidence(String... namesAndValues) {
        Map<String, String> evidence = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            evidence.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(evidence);
    }

    /** Four digits after the point: enough for a person, and no cost of a formatter. */
    private static String rounded(double value) {
        return BigDecimal.valueOf(value)
                .setScale(4, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }
}
