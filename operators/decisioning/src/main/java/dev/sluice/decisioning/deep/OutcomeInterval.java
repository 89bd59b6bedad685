// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.gate.Thresholds;

/**
 * The confidence interval of the mean of the passes, seen against the outcomes.
 *
 * <p>Student's t interval of the raw mean, both ends calibrated; calibration is monotone, so the
 * outcome is settled exactly if both ends have the same one. Inoue, "Adaptive Ensemble Prediction
 * for Deep Neural Networks based on Confidence Level", AISTATS 2019 (arXiv 1702.08259); as there,
 * the confidence is that of one look, not of all looks together.
 */
final class OutcomeInterval {

    private final Thresholds thresholds;
    private final Calibration calibration;
    private final Quantiles quantiles;

    OutcomeInterval(Thresholds thresholds, Calibration calibration, ThinkingConfig config) {
        this(thresholds, calibration, new Quantiles(config.confidence(), config.maxPasses()));
    }

    private OutcomeInterval(Thresholds thresholds, Calibration calibration, Quantiles quantiles) {
        this.thresholds = thresholds;
        this.calibration = calibration;
        this.quantiles = quantiles;
    }

    /** The same intervals where the outcomes part elsewhere. */
    OutcomeInterval under(Thresholds others) {
        return new OutcomeInterval(others, calibration, quantiles);
    }

    /** The calibrated mean. */
    double probability(PassStatistics passes) {
        return calibration.apply(clamp(passes.mean()));
    }

    /** Calibrated lower end: 0 where a single pass says nothing about the spread. */
    double low(PassStatistics passes) {
        return passes.count() < 2
                ? 0
                : calibration.apply(clamp(passes.mean() - quantiles.reach(passes)));
    }

    /** Calibrated upper end: 1 where a single pass says nothing about the spread. */
    double high(PassStatistics passes) {
        return passes.count() < 2
                ? 1
                : calibration.apply(clamp(passes.mean() + quantiles.reach(passes)));
    }

    /** The outcome at a calibrated probability. */
    Outcome outcome(double probability) {
        return thresholds.outcome(probability);
    }

    private static double clamp(double probability) {
        return Math.min(1, Math.max(0, probability));
    }

    /** Settled once the interval lies within one outcome. */
    record Rule(Thresholds thresholds, Calibration calibration) implements PassRule {

        @Override
        public String settled(PassTally tally) {
            return thresholds.outcome(tally.low()) == thresholds.outcome(tally.high())
                    ? "interval-settled"
                    : "";
        }
    }
}
