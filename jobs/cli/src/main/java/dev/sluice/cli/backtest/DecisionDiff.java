// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.gate.CostMatrix;
import dev.sluice.decisioning.metric.OutcomeCosts;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the outcomes of two policies differ, and what the second costs more than the first.
 *
 * @param first name of the first policy
 * @param second name of the second policy
 * @param different events with different outcomes
 * @param costDifference cost of the second's outcomes less that of the first's, in units of the
 *     stake
 * @param changes the differences by pair of outcomes
 * @param rows the differences, those first that change the cost the most
 */
@JsonNaming(SnakeCaseStrategy.class)
public record DecisionDiff(
        String first,
        String second,
        int different,
        double costDifference,
        List<Change> changes,
        List<Row> rows) {

    /**
     * The events that went from one outcome to another.
     *
     * @param from outcome of the first
     * @param to outcome of the second
     * @param events number of events
     * @param bad bad ones among them
     * @param costDifference cost of the second less that of the first
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Change(Outcome from, Outcome to, int events, int bad, double costDifference) {}

    /**
     * One event with different outcomes.
     *
     * @param eventId id of the event
     * @param eventTimeMs when it happened
     * @param entityKey its entity
     * @param stake what was at stake
     * @param bad whether it is bad
     * @param first what the first decided
     * @param second what the second decided
     * @param costDifference cost of the second less that of the first
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Row(
            String eventId,
            long eventTimeMs,
            String entityKey,
            long stake,
            boolean bad,
            Side first,
            Side second,
            double costDifference) {}

    /**
     * What one policy decided.
     *
     * @param outcome what to do
     * @param probability calibrated probability
     * @param source who decided
     * @param reason why
     */
    public record Side(Outcome outcome, double probability, String source, String reason) {

        private static Side of(Decision decision) {
            return new Side(
                    decision.verdict().outcome(),
                    decision.verdict().probability(),
                    decision.source().name(),
                    decision.reason().name());
        }
    }

    /**
     * Decisions of one policy.
     *
     * @param policy name of the policy
     * @param decisions one an event
     */
    record Decided(String policy, List<Decision> decisions) {}

    /** Copies the lists. */
    public DecisionDiff {
        changes = List.copyOf(changes);
        rows = List.copyOf(rows);
    }

    /**
     * The differences of decisions about the same events.
     *
     * @param costs what the outcomes are charged by
     */
    static DecisionDiff of(Decided first, Decided second, Truth truth, CostMatrix costs) {
        double[] before = costs(first, truth, costs);
        double[] after = costs(second, truth, costs);
        List<Row> rows = new ArrayList<>();
        Map<Pair, Change> changes = new TreeMap<>();
        double sum = 0;
        for (int i = 0; i < before.length; i++) {
            Decision left = first.decisions().get(i);
            Decision right = second.decisions().get(i);
            double difference = after[i] - before[i];
            Pair pair = new Pair(left.verdict().outcome(), right.verdict().outcome());
            if (pair.from() == pair.to()) {
                continue;
            }
            sum += difference;
            changes.merge(pair, pair.change(truth.bad()[i], difference), DecisionDiff::plus);
            rows.add(
                    new Row(
                            left.eventId(),
                            left.eventTimeMs(),
                            left.entityKey(),
                            truth.stakes()[i],
                            truth.bad()[i],
                            Side.of(left),
                            Side.of(right),
                            difference));
        }
        // Stable, so that equal differences stay in the order of the events.
        rows.sort(
                Comparator.comparingDouble((Row row) -> Math.abs(row.costDifference())).reversed());
        return new DecisionDiff(
                first.policy(),
                second.policy(),
                rows.size(),
                sum,
                List.copyOf(changes.values()),
                rows);
    }

    /** The same with the first rows only. */
    DecisionDiff top(int count) {
        return new DecisionDiff(
                first,
                second,
                different,
                costDifference,
                changes,
                rows.subList(0, Math.min(count, rows.size())));
    }

    private static double[] costs(Decided decided, Truth truth, CostMatrix costs) {
        return OutcomeCosts.ofEach(
                costs, Figures.outcomes(decided.decisions()), truth.stakes(), truth.bad());
    }

    private static Change plus(Change a, Change b) {
        return new Change(
                a.from(),
                a.to(),
                a.events() + b.events(),
                a.bad() + b.bad(),
                a.costDifference() + b.costDifference());
    }

    private record Pair(Outcome from, Outcome to) implements Comparable<Pair> {

        Change change(boolean bad, double costDifference) {
            return new Change(from, to, 1, bad ? 1 : 0, costDifference);
        }

        @Override
        public int compareTo(Pair other) {
            int order = from.compareTo(other.from);
            return order == 0 ? to.compareTo(other.to) : order;
        }
    }
}
