// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import java.io.Serializable;

/**
 * The chance that a deep look changes the outcome of a record: a logistic model of what the gate
 * knows.
 *
 * <p>{@code logit(chance) = intercept + distance * d + curve * d^2 + risk * z + novelty * n}, where
 * z are the log-odds of the first pass, d their distance to the nearer outcome threshold, at most
 * {@link #MAX_DISTANCE}, and n the novelty.
 *
 * @param intercept at a threshold
 * @param distance weight of the distance
 * @param curve weight of the squared distance
 * @param risk weight of the log-odds
 * @param novelty weight of the novelty
 */
public record ChanceModel(
        double intercept, double distance, double curve, double risk, double novelty)
        implements Serializable {

    /** Farther from a threshold than this, in logits, all records are alike. */
    public static final double MAX_DISTANCE = 8;

    /** Number of inputs, the constant one included. */
    public static final int INPUTS = 5;

    /** Without data: even at a threshold, and more than is likely everywhere else. */
    public static final ChanceModel PRIOR = new ChanceModel(0, -1, 0, 0, 0);

    /** Refuses weights that are no numbers. */
    public ChanceModel {
        double sum = intercept + distance + curve + risk + novelty;
        if (Double.isNaN(sum) || Double.isInfinite(sum)) {
            throw new IllegalArgumentException(
                    "weights of the chance that a deep look changes the outcome are "
                            + intercept
                            + ", "
                            + distance
                            + ", "
                            + curve
                            + ", "
                            + risk
                            + ", "
                            + novelty
                            + "; expected finite numbers");
        }
    }

    /**
     * The chance for a record.
     *
     * @param logit calibrated log-odds of the first pass
     * @param toThreshold distance to the nearer outcome threshold in logits, 0 or more
     * @param novel novelty, 0 to 1
     */
    public double chance(double logit, double toThreshold, double novel) {
        double d = Math.min(MAX_DISTANCE, toThreshold);
        return 1
                / (1
                        + Math.exp(
                                -(intercept
                                        + d * (distance + curve * d)
                                        + risk * logit
                                        + novelty * novel)));
    }
}
