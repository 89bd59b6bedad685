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

    /**
     * Passes beyond which the quantile is no longer computed: from here to infinity it falls by 0.2
     * percent, so keeping it is on the safe side.
     */
    private static final int EXACT_PASSES = 1000;

    private final Thresholds thresholds;
    private final Calibration calibration;
    private final int minPasses;
    private final int maxPasses;

    /** Quantile at a number of passes. */
    private final double[] quantiles;

    OutcomeInterval(
            Thresholds thresholds,
            Calibration calibration,
            double confidence,
            int minPasses,
            int maxPasses) {
        this.thresholds = thresholds;
        this.calibration = calibration;
        this.minPasses = minPasses;
        this.maxPasses = maxPasses;
        this.quantiles = new double[Math.min(maxPasses, EXACT_PASSES) + 1];
        for (int passes = 2; passes < quantiles.length; passes++) {
            quantiles[passes] = StudentT.twoSided(confidence, passes - 1);
        }
    }

    /** The calibrated mean. */
    double probability(PassStatistics passes) {
        return calibration.apply(clamp(passes.mean()));
    }

    /** Calibrated lower end: 0 where a single pass says nothing about the spread. */
    double low(PassStatistics passes) {
        return passes.count() < 2 ? 0 : calibration.apply(clamp(passes.mean() - reach(passes)));
    }

    /** Calibrated upper end: 1 where a single pass says nothing about the spread. */
    double high(PassStatistics passes) {
        return passes.count() < 2 ? 1 : calibration.apply(clamp(passes.mean() + reach(passes)));
    }

    /** Why the passes end here, the empty string if they go on. */
    String stop(int passes, double low, double high) {
        if (passes >= minPasses && outcome(low) == outcome(high)) {
            return "interval-settled";
        }
        return passes >= maxPasses ? "max-passes" : "";
    }

    /** The outcome at a calibrated probability. */
    Outcome outcome(double probability) {
        return thresholds.outcome(probability);
    }

    private double reach(PassStatistics passes) {
        return quantiles[Math.min(passes.count(), quantiles.length - 1)] * passes.standardError();
    }

    private static double clamp(double probability) {
        return Math.min(1, Math.max(0, probability));
    }
}
