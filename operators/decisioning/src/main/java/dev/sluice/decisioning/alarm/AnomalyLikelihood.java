// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

import java.io.Serializable;

/**
 * How unusual a probability is for the entity that it is about: 1 less the chance that an ordinary
 * reading of this entity would look as bad.
 *
 * <p>As in Lavin and Ahmad (2015), a reading is held against the distribution of the entity's own
 * scores, and so is a short-term mean of them: a single score that stands out counts, and so do
 * several that would not each. Otherwise than there no normal distribution is assumed: log-odds are
 * counted in bins, older ones less, and beyond the largest an exponential decline is fitted. An
 * entity's own past is weighed against what is known of entities at large, by the number of its
 * readings: so one that was never seen is judged as any other, and a score that is ordinary
 * everywhere is never certain to be unusual here.
 *
 * <p>A reading is judged by what was learned before it. Order and times of readings do not matter,
 * so neither clocks nor late readings can spoil a profile. Scores of faults are learned, too: what
 * goes on for long becomes ordinary.
 *
 * @param config what is ordinary
 */
public record AnomalyLikelihood(LikelihoodConfig config) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Log-odds beyond these are all the same. */
    private static final double LARGEST = 12;

    private static final Bins BINS = new Bins(-LARGEST, LARGEST, 128);

    /**
     * The likelihood that a reading with this probability is an anomaly of the entity.
     *
     * @param profile what was learned before
     */
    public double of(ScoreProfile profile, double probability) {
        double score = logOdds(probability);
        double tail =
                Math.min(tail(profile.scores, score), tail(profile.means, mean(profile, score)));
        // the smaller of two: the chance that either comes about
        return 1 - tail * (2 - tail);
    }

    /** Learns a reading with this probability. */
    public void learn(ScoreProfile profile, double probability) {
        double score = logOdds(probability);
        profile.mean = mean(profile, score);
        profile.scores.add(BINS, score, config.decay());
        profile.means.add(BINS, profile.mean, config.decay());
    }

    private double mean(ScoreProfile profile, double score) {
        return Double.isNaN(profile.mean)
                ? score
                : profile.mean + config.newest() * (score - profile.mean);
    }

    private double tail(DecayedHistogram own, double value) {
        double typical = logOdds(config.typicalProbability());
        double atLarge = 1 / (1 + Math.exp((value - typical) / config.spread()));
        if (own.total == 0) {
            return atLarge;
        }
        double readings = own.count();
        double prior = config.priorReadings();
        return (readings * own.tail(BINS, value, config.largestShare()) + prior * atLarge)
                / (readings + prior);
    }

    private static double logOdds(double probability) {
        double logOdds = Math.log(probability) - Math.log1p(-probability);
        return Math.max(-LARGEST, Math.min(LARGEST, logOdds));
    }
}
