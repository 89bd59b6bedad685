// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.gate.Thresholds;

/**
 * What the passes over one record say: mean and spread of their raw probabilities, the interval of
 * the mean, and the outcome that each pass alone would give. Not thread-safe.
 */
final class PassTally {

    private final OutcomeInterval interval;
    private final PassStatistics statistics = new PassStatistics();
    private final int[] votes = new int[Outcome.values().length];
    private final double rawReview;
    private final double rawFlag;
    private double low;
    private double high = 1;

    PassTally(OutcomeInterval interval, RawThresholds raw) {
        this.interval = interval;
        this.rawReview = raw.review();
        this.rawFlag = raw.flag();
    }

    /** Outcome thresholds before calibration, which is monotone. */
    record RawThresholds(double review, double flag) {

        static RawThresholds of(Thresholds thresholds, Calibration calibration) {
            return new RawThresholds(
                    calibration.invert(thresholds.review()), calibration.invert(thresholds.flag()));
        }
    }

    /** Counts one pass. */
    void add(double raw) {
        statistics.add(raw);
        Outcome vote =
                raw >= rawFlag ? Outcome.FLAG : raw >= rawReview ? Outcome.REVIEW : Outcome.CLEAR;
        votes[vote.ordinal()]++;
    }

    /** Brings the interval up to date; after the passes of a round. */
    void close() {
        low = interval.low(statistics);
        high = interval.high(statistics);
    }

    PassStatistics statistics() {
        return statistics;
    }

    /** Passes that alone would give an outcome. */
    int votes(Outcome outcome) {
        return votes[outcome.ordinal()];
    }

    /** Calibrated mean. */
    double probability() {
        return interval.probability(statistics);
    }

    /** The outcome of the mean. */
    Outcome outcome() {
        return interval.outcome(probability());
    }

    /** Calibrated lower end of the interval, as of the last round. */
    double low() {
        return low;
    }

    /** Calibrated upper end of the interval, as of the last round. */
    double high() {
        return high;
    }
}
