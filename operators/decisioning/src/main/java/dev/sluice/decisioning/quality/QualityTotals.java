// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.quality;

import dev.sluice.decisioning.event.Feedback;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.gate.CostMatrix;

import java.util.Arrays;

/**
 * Sums over labelled decisions, each weighted with the inverse of the probability that it was
 * drawn, so that they estimate the sums over all decisions (Horvitz and Thompson, "A generalization
 * of sampling without replacement from a finite universe", 1952).
 *
 * <p>Immutable. Sums do not depend on the order, and what joined may leave again.
 *
 * @param records decisions, not weighted
 * @param high the sums
 * @param low what rounding took from the sums
 */
public record QualityTotals(long records, double[] high, double[] low) {

    /** Upper ends of the bins of a probability, inclusive; close where bad events are rare. */
    private static final double[] BIN_ENDS = {
        0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1
    };

    static final int BINS = BIN_ENDS.length;

    // Places of the sums. They are state: new ones go to the end.
    static final int WEIGHT = 0;
    static final int SQUARES = 1;
    static final int ESCALATED = 2;
    static final int DEEP = 3;
    static final int CHANGED = 4;
    static final int PASSES = 5;
    static final int DEVICE_MICROS = 6;
    static final int MISSED = 7;
    static final int FALSE_BLOCKS = 8;
    static final int REVIEWS = 9;
    static final int EXPECTED = 10;
    static final int FIRST_PASS_COST = 11;
    static final int CLEAR_ALL_COST = 12;
    static final int SAVED_BY_DEEP = 13;
    static final int LOST_BY_DEEP = 14;
    static final int BRIER = 15;
    static final int FIRST_PASS_BRIER = 16;
    static final int CELLS = 17;
    static final int FIRST_PASS_CELLS = CELLS + cells();
    static final int CURVE = FIRST_PASS_CELLS + cells();
    static final int FIRST_PASS_CURVE = CURVE + 3 * BINS;
    private static final int SIZE = FIRST_PASS_CURVE + 3 * BINS;

    /** No decisions. */
    public static final QualityTotals EMPTY =
            new QualityTotals(0, new double[SIZE], new double[SIZE]);

    /** The totals after a change. */
    public QualityTotals plus(QualityChange change, QualityRules rules) {
        QualityTotals next =
                new QualityTotals(
                        records + change.count(),
                        Arrays.copyOf(high, SIZE),
                        Arrays.copyOf(low, SIZE));
        next.count(change.record(), change.count(), rules);
        return next;
    }

    private void count(LabelledFeedback record, int sign, QualityRules rules) {
        Feedback feedback = record.feedback();
        double inverse = 1 / feedback.sampleProbability();
        double weight = sign * inverse;
        add(WEIGHT, weight);
        add(SQUARES, weight * inverse);
        add(ESCALATED, feedback.escalation().isEmpty() ? 0 : weight);
        add(DEEP, feedback.deep() ? weight : 0);
        add(CHANGED, feedback.changed() ? weight : 0);
        add(PASSES, weight * feedback.passes());
        add(DEVICE_MICROS, weight * feedback.deviceMicros());
        add(cell(CELLS, feedback.outcome(), record.truth()), weight);
        add(cell(FIRST_PASS_CELLS, feedback.firstPassOutcome(), record.truth()), weight);
        if (rules.counted(record.truth())) {
            double bad = record.truth() == Truth.BAD ? 1 : 0;
            money(feedback, weight, bad, rules.costs());
            curve(BRIER, CURVE, weight, feedback.probability(), bad);
            curve(FIRST_PASS_BRIER, FIRST_PASS_CURVE, weight, feedback.firstPassProbability(), bad);
        }
    }

    private void money(Feedback feedback, double weight, double bad, CostMatrix costs) {
        long stake = feedback.stake();
        double cost = costs.expected(feedback.outcome(), bad, stake);
        double firstPass = costs.expected(feedback.firstPassOutcome(), bad, stake);
        int kind =
                switch (feedback.outcome()) {
                    case CLEAR -> MISSED;
                    case REVIEW -> REVIEWS;
                    case FLAG -> FALSE_BLOCKS;
                };
        add(kind, weight * cost);
        add(EXPECTED, weight * costs.expected(feedback.outcome(), feedback.probability(), stake));
        add(FIRST_PASS_COST, weight * firstPass);
        add(CLEAR_ALL_COST, weight * costs.expected(Outcome.CLEAR, bad, stake));
        add(SAVED_BY_DEEP, weight * Math.max(0, firstPass - cost));
        add(LOST_BY_DEEP, weight * Math.max(0, cost - firstPass));
    }

    private void curve(int brier, int curve, double weight, double probability, double bad) {
        add(brier, weight * (probability - bad) * (probability - bad));
        int at = curve + 3 * bin(probability);
        add(at, weight);
        add(at + 1, weight * probability);
        add(at + 2, weight * bad);
    }

    private void add(int index, double value) {
        ExactSums.add(high, low, index, value);
    }

    /** A sum. */
    double sum(int index) {
        return index < high.length ? high[index] : 0;
    }

    /**
     * A sum of weights. No record weighs less than 1, so that what is less than that is a trace of
     * records that have left.
     */
    double weight(int index) {
        double weight = sum(index);
        return weight < 0.5 ? 0 : weight;
    }

    /** Weight of the decisions with an outcome about events of which this is known. */
    double weight(int table, Outcome outcome, Truth truth) {
        return weight(cell(table, outcome, truth));
    }

    static double binEnd(int bin) {
        return BIN_ENDS[bin];
    }

    static int bin(double probability) {
        int bin = 0;
        while (bin < BINS - 1 && probability > BIN_ENDS[bin]) {
            bin++;
        }
        return bin;
    }

    private static int cell(int table, Outcome outcome, Truth truth) {
        return table + outcome.ordinal() * Truth.values().length + truth.ordinal();
    }

    private static int cells() {
        return Outcome.values().length * Truth.values().length;
    }
}
