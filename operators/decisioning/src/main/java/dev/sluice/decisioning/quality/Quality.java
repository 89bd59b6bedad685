// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.quality;

import dev.sluice.decisioning.event.Outcome;

import java.util.ArrayList;
import java.util.List;

/**
 * How good the decisions about the events of a window were, as far as is known.
 *
 * <p>All counts and sums are estimates for all decisions, made from the sample. A share of nothing
 * is NaN.
 *
 * @param windowStartMs start of the window, milliseconds since the epoch, inclusive
 * @param windowEndMs its end, exclusive
 * @param state whether more may become known
 * @param asOfMs how far event time had come
 * @param records decisions in the sample
 * @param decisions decisions that they stand for
 * @param effective decisions of equal weight that would say as much about a share
 * @param outcomes counts, by outcome
 * @param rates shares of the decisions
 * @param decided how good what was decided was
 * @param firstPass how good the first pass alone would have been
 * @param calibration bins of the probability that was decided on
 * @param money what it cost
 * @param effort what deep spent
 */
public record Quality(
        long windowStartMs,
        long windowEndMs,
        State state,
        long asOfMs,
        long records,
        double decisions,
        double effective,
        List<OutcomeCounts> outcomes,
        Rates rates,
        Scores decided,
        Scores firstPass,
        List<CalibrationBin> calibration,
        Money money,
        Effort effort) {

    /** Whether more may become known about a window. */
    public enum State {
        /** Events and labels may still come. */
        PROVISIONAL,
        /** The horizon of its last event has passed; the last record of the window. */
        FINAL
    }

    /**
     * How many decisions had an outcome, by what is known about the event.
     *
     * @param outcome the outcome
     * @param bad labelled bad
     * @param good labelled good
     * @param missing without a label within the horizon
     * @param pending with a label that may still come
     */
    public record OutcomeCounts(
            Outcome outcome, double bad, double good, double missing, double pending) {}

    /**
     * Shares of all decisions.
     *
     * @param flagged stopped
     * @param reviewed sent to a person
     * @param escalated escalated, answered or not
     * @param deep answered by deep
     * @param changed decided otherwise than by the first pass
     * @param settled with a label, or past the horizon
     */
    public record Rates(
            double flagged,
            double reviewed,
            double escalated,
            double deep,
            double changed,
            double settled) {}

    /**
     * How good outcomes and probabilities were, over the events about which something is known.
     *
     * @param precision share of the flagged that were bad
     * @param recall share of the bad that were flagged
     * @param caught share of the bad that were flagged or reviewed
     * @param predicted mean probability
     * @param observed share of the bad
     * @param ece mean distance of predicted and observed over bins, by weight
     * @param brier mean squared error of the probability
     */
    public record Scores(
            double precision,
            double recall,
            double caught,
            double predicted,
            double observed,
            double ece,
            double brier) {}

    /**
     * What was predicted and what came in a range of probabilities.
     *
     * @param upTo upper end of the range, inclusive
     * @param count decisions in it
     * @param predicted mean probability
     * @param observed share of the bad
     */
    public record CalibrationBin(double upTo, double count, double predicted, double observed) {}

    /**
     * What the outcomes cost, in units of the stake, over the events about which something is
     * known.
     *
     * @param cost all of it: missed, false blocks and reviews
     * @param missed bad events that were cleared
     * @param falseBlocks good events that were flagged
     * @param reviews reviews
     * @param expected what the probabilities let expect
     * @param firstPass what the outcomes of the first pass alone would have cost
     * @param clearAll what it would have cost to clear everything
     * @param savedByDeep what outcomes that deep changed saved, where they did
     * @param lostByDeep what outcomes that deep changed lost, where they did
     */
    public record Money(
            double cost,
            double missed,
            double falseBlocks,
            double reviews,
            double expected,
            double firstPass,
            double clearAll,
            double savedByDeep,
            double lostByDeep) {}

    /**
     * What deep spent.
     *
     * @param passes passes
     * @param deviceMicros time of the device, microseconds
     */
    public record Effort(double passes, double deviceMicros) {}

    /** The figures of a window. */
    public static Quality of(
            long windowStartMs,
            long windowEndMs,
            State state,
            long asOfMs,
            QualityTotals totals,
            QualityRules rules) {
        double weight = totals.weight(QualityTotals.WEIGHT);
        double squares = totals.sum(QualityTotals.SQUARES);
        return new Quality(
                windowStartMs,
                windowEndMs,
                state,
                asOfMs,
                totals.records(),
                weight,
                weight > 0 ? weight * weight / squares : 0,
                outcomes(totals),
                rates(totals, weight),
                scores(
                        totals,
                        rules,
                        QualityTotals.CELLS,
                        QualityTotals.CURVE,
                        QualityTotals.BRIER),
                scores(
                        totals,
                        rules,
                        QualityTotals.FIRST_PASS_CELLS,
                        QualityTotals.FIRST_PASS_CURVE,
                        QualityTotals.FIRST_PASS_BRIER),
                bins(totals),
                money(totals),
                new Effort(
                        totals.sum(QualityTotals.PASSES), totals.sum(QualityTotals.DEVICE_MICROS)));
    }

    private static List<OutcomeCounts> outcomes(QualityTotals totals) {
        List<OutcomeCounts> counts = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            counts.add(
                    new OutcomeCounts(
                            outcome,
                            totals.weight(QualityTotals.CELLS, outcome, Truth.BAD),
                            totals.weight(QualityTotals.CELLS, outcome, Truth.GOOD),
                            totals.weight(QualityTotals.CELLS, outcome, Truth.MISSING),
                            totals.weight(QualityTotals.CELLS, outcome, Truth.PENDING)));
        }
        return counts;
    }

    private static Rates rates(QualityTotals totals, double weight) {
        double pending = 0;
        for (Outcome outcome : Outcome.values()) {
            pending += totals.weight(QualityTotals.CELLS, outcome, Truth.PENDING);
        }
        return new Rates(
                all(totals, Outcome.FLAG) / weight,
                all(totals, Outcome.REVIEW) / weight,
                totals.weight(QualityTotals.ESCALATED) / weight,
                totals.weight(QualityTotals.DEEP) / weight,
                totals.weight(QualityTotals.CHANGED) / weight,
                1 - pending / weight);
    }

    private static double all(QualityTotals totals, Outcome outcome) {
        double sum = 0;
        for (Truth truth : Truth.values()) {
            sum += totals.weight(QualityTotals.CELLS, outcome, truth);
        }
        return sum;
    }

    private static Scores scores(
            QualityTotals totals, QualityRules rules, int cells, int curve, int brier) {
        double[] bad = new double[Outcome.values().length];
        double[] counted = new double[Outcome.values().length];
        for (Outcome outcome : Outcome.values()) {
            bad[outcome.ordinal()] = totals.weight(cells, outcome, Truth.BAD);
            for (Truth truth : Truth.values()) {
                if (rules.counted(truth)) {
                    counted[outcome.ordinal()] += totals.weight(cells, outcome, truth);
                }
            }
        }
        int flag = Outcome.FLAG.ordinal();
        int review = Outcome.REVIEW.ordinal();
        double allBad = bad[Outcome.CLEAR.ordinal()] + bad[review] + bad[flag];
        double weight = 0;
        double predicted = 0;
        double observed = 0;
        double distance = 0;
        for (int bin = 0; bin < QualityTotals.BINS; bin++) {
            double binPredicted = totals.sum(curve + 3 * bin + 1);
            double binObserved = totals.weight(curve + 3 * bin + 2);
            weight += totals.weight(curve + 3 * bin);
            predicted += binPredicted;
            observed += binObserved;
            distance += Math.abs(binPredicted - binObserved);
        }
        return new Scores(
                bad[flag] / counted[flag],
                bad[flag] / allBad,
                (bad[flag] + bad[review]) / allBad,
                predicted / weight,
                observed / weight,
                distance / weight,
                totals.sum(brier) / weight);
    }

    private static List<CalibrationBin> bins(QualityTotals totals) {
        List<CalibrationBin> bins = new ArrayList<>();
        for (int bin = 0; bin < QualityTotals.BINS; bin++) {
            int at = QualityTotals.CURVE + 3 * bin;
            double weight = totals.weight(at);
            bins.add(
                    new CalibrationBin(
                            QualityTotals.binEnd(bin),
                            weight,
                            totals.sum(at + 1) / weight,
                            totals.weight(at + 2) / weight));
        }
        return bins;
    }

    private static Money money(QualityTotals totals) {
        double missed = totals.sum(QualityTotals.MISSED);
        double falseBlocks = totals.sum(QualityTotals.FALSE_BLOCKS);
        double reviews = totals.sum(QualityTotals.REVIEWS);
        return new Money(
                missed + falseBlocks + reviews,
                missed,
                falseBlocks,
                reviews,
                totals.sum(QualityTotals.EXPECTED),
                totals.sum(QualityTotals.FIRST_PASS_COST),
                totals.sum(QualityTotals.CLEAR_ALL_COST),
                totals.sum(QualityTotals.SAVED_BY_DEEP),
                totals.sum(QualityTotals.LOST_BY_DEEP));
    }
}
