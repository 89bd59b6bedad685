// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.gate.Thresholds;

/**
 * A sequential probability ratio test of the mean of the passes against each outcome threshold.
 *
 * <p>The two hypotheses at a raw threshold t are means of t - d and t + d, where the indifference d
 * is a tenth of the distance from t to the nearer of 0 and 1. For normal passes the log-likelihood
 * ratio after n of them is {@code 2 d n (mean - t) / variance}, and the test is decided once it
 * leaves {@code ±log(c / (1 - c))}, c the confidence, so that either error has a probability of
 * about 1 - c. Wald, "Sequential Tests of Statistical Hypotheses", 1945. The variance is the one of
 * the passes so far.
 */
final class RatioTest implements PassRule {

    private static final double INDIFFERENCE = 0.1;

    /** Passes that agree to the bit must not divide by zero. */
    private static final double LEAST_VARIANCE = 1e-12;

    private final PassTally.RawThresholds raw;
    private final double bound;

    RatioTest(Thresholds thresholds, Calibration calibration, double confidence) {
        this.raw = PassTally.RawThresholds.of(thresholds, calibration);
        this.bound = Calibration.logit(confidence);
    }

    @Override
    public String settled(PassTally tally) {
        return decided(tally.statistics(), raw.review()) && decided(tally.statistics(), raw.flag())
                ? "ratio-settled"
                : "";
    }

    private boolean decided(PassStatistics passes, double threshold) {
        return Math.abs(ratio(passes, threshold)) >= bound;
    }

    /** Log-likelihood ratio of "above" against "below" a raw threshold. */
    static double ratio(PassStatistics passes, double threshold) {
        double indifference = INDIFFERENCE * Math.min(threshold, 1 - threshold);
        return 2
                * indifference
                * passes.count()
                * (passes.mean() - threshold)
                / Math.max(LEAST_VARIANCE, passes.variance());
    }
}
