// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.quality;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.Feedback;

import java.util.Arrays;

/**
 * What came of the events whose log-odds, as the first pass under one version of the policy saw
 * them, lie in a narrow range: enough to fit a calibration without the events themselves.
 *
 * <p>Immutable; sums do not depend on the order.
 *
 * @param policy version of the policy
 * @param bin number of the range
 * @param high the sums
 * @param low what rounding took from the sums
 */
public record ReliabilityBin(String policy, int bin, double[] high, double[] low) {

    private static final double WIDTH = 0.25;

    // Places of the sums, those of good events; those of bad ones follow.
    private static final int WEIGHT = 0;
    private static final int SQUARES = 1;
    private static final int LOGITS = 2;
    private static final int SUMS = 3;

    /** A bin without events. */
    public static ReliabilityBin empty(String policy, int bin) {
        return new ReliabilityBin(policy, bin, new double[2 * SUMS], new double[2 * SUMS]);
    }

    /** Number of the bin that a decision belongs to. */
    public static int binOf(Feedback feedback) {
        return (int) Math.floor(Calibration.logit(feedback.firstPassProbability()) / WIDTH);
    }

    /** The bin after a change, if the rules count it. */
    public ReliabilityBin plus(QualityChange change, QualityRules rules) {
        LabelledFeedback record = change.record();
        if (!rules.counted(record.truth())) {
            return this;
        }
        ReliabilityBin next =
                new ReliabilityBin(
                        policy,
                        bin,
                        Arrays.copyOf(high, high.length),
                        Arrays.copyOf(low, low.length));
        double inverse = 1 / record.feedback().sampleProbability();
        double weight = change.count() * inverse;
        int at = record.truth() == Truth.BAD ? SUMS : 0;
        next.add(at + WEIGHT, weight);
        next.add(at + SQUARES, weight * inverse);
        next.add(at + LOGITS, weight * Calibration.logit(record.feedback().firstPassProbability()));
        return next;
    }

    /** Weight of the events of a truth. */
    double weight(Truth truth) {
        double weight = high[at(truth) + WEIGHT];
        return weight < 0.5 ? 0 : weight;
    }

    /** Sum of the squared weights of the events of a truth. */
    double squares(Truth truth) {
        return high[at(truth) + SQUARES];
    }

    /** Mean log-odds of the events of a truth, of which there are some. */
    double logit(Truth truth) {
        return high[at(truth) + LOGITS] / high[at(truth) + WEIGHT];
    }

    private static int at(Truth truth) {
        return truth == Truth.BAD ? SUMS : 0;
    }

    private void add(int index, double value) {
        ExactSums.add(high, low, index, value);
    }
}
