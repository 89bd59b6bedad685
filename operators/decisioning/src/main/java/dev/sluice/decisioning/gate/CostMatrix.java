// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import dev.sluice.decisioning.event.Outcome;

import java.io.Serializable;

/**
 * What each outcome costs, in units of the stake, if the event is bad and if it is good.
 *
 * <p>A bad event that is cleared costs {@code missed}; a good one that is flagged costs {@code
 * falseBlock}; a review costs {@code review} whatever it finds, and finds the truth. The rest is
 * free. The cheapest expected outcome is the Bayes decision; Elkan, "The Foundations of
 * Cost-Sensitive Learning", IJCAI 2001.
 *
 * @param missed cost of clearing a bad event
 * @param falseBlock cost of flagging a good event
 * @param review cost of a review
 */
public record CostMatrix(Cost missed, Cost falseBlock, double review) implements Serializable {

    /** Thresholds nearer to 0 or 1 than this are moved here: no probability is ever certain. */
    private static final double EDGE = 1e-6;

    /**
     * A cost that grows with the stake.
     *
     * @param fixed cost at no stake
     * @param share cost of each unit of the stake
     */
    public record Cost(double fixed, double share) implements Serializable {

        /** Refuses costs that are negative or infinite, or nothing at all. */
        public Cost {
            if (!(fixed >= 0 && share >= 0 && fixed + share > 0)
                    || Double.isInfinite(fixed + share)) {
                throw new IllegalArgumentException(
                        "cost is "
                                + fixed
                                + " + "
                                + share
                                + " x stake; expected 0 or more of each,"
                                + " not both 0");
            }
        }

        /** The cost at a stake. */
        public double at(long stake) {
            return fixed + share * Math.max(0, stake);
        }
    }

    /** Refuses a review that is free. */
    public CostMatrix {
        if (!(review > 0) || Double.isInfinite(review)) {
            throw new IllegalArgumentException(
                    "cost of a review is " + review + "; expected more than 0");
        }
    }

    /** Costs that give the same thresholds at every stake. */
    public static CostMatrix of(Thresholds thresholds) {
        return new CostMatrix(
                new Cost(1 / thresholds.review(), 0), new Cost(1 / (1 - thresholds.flag()), 0), 1);
    }

    /** The same with dearer reviews. */
    public CostMatrix withReview(double cost) {
        return new CostMatrix(missed, falseBlock, cost);
    }

    /**
     * Where the outcomes part at a stake: a probability has the outcome that is the cheapest to be
     * expected. Where a review never is the cheapest, both thresholds are the same.
     */
    public Thresholds thresholds(long stake) {
        double miss = missed.at(stake);
        double block = falseBlock.at(stake);
        double from = positive(miss) ? review / miss : 1;
        double to = positive(block) ? 1 - review / block : 0;
        if (from >= to) {
            double both = positive(miss + block) ? block / (miss + block) : 1;
            return new Thresholds(inside(both), inside(both));
        }
        return new Thresholds(inside(from), inside(to));
    }

    /** Expected cost of an outcome for an event that is bad with a probability. */
    public double expected(Outcome outcome, double probability, long stake) {
        return switch (outcome) {
            case CLEAR -> probability * missed.at(stake);
            case REVIEW -> review;
            case FLAG -> (1 - probability) * falseBlock.at(stake);
        };
    }

    /** Expected cost of the cheapest outcome: the Bayes risk. */
    public double risk(double probability, long stake) {
        double clear = probability * missed.at(stake);
        double flag = (1 - probability) * falseBlock.at(stake);
        return Math.min(review, Math.min(clear, flag));
    }

    private static boolean positive(double cost) {
        return cost > 0;
    }

    private static double inside(double threshold) {
        return Math.min(1 - EDGE, Math.max(EDGE, threshold));
    }
}
