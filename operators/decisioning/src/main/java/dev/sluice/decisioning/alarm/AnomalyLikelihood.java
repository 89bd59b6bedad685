// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How likely a reading is an anomaly of the entity that it is about: its probability, held against
 * what the entity showed before.
 *
 * <p>An entity that is often suspected of nothing has to look worse than ever to be believed: the
 * odds of a reading are divided by one more than the number of earlier times that looked as bad,
 * old ones counting less. Lavin and Ahmad (2015) hold scores against their own distribution for the
 * same reason; here a probability that says nothing stays one, whatever the past.
 *
 * <p>Of a new entity nobody knows what it often shows, so some spans as bad are taken for granted
 * until it is known.
 *
 * <p>A reading is judged by what was learned before it, and what is learned counts a span later, so
 * that a fault does not excuse itself. Order and times of readings do not matter, so neither clocks
 * nor late readings can spoil a profile. Scores of faults are learned, too: what comes again and
 * again becomes ordinary.
 *
 * @param config what counts as often
 */
public record AnomalyLikelihood(LikelihoodConfig config) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** After so many spans an entity is known. */
    private static final double KNOWN_SPANS = 8;

    /** Log-odds beyond these are all the same. */
    private static final double LARGEST = 14;

    /**
     * The likelihood that a reading with this probability is an anomaly of the entity; higher for a
     * higher probability.
     *
     * @param profile what was learned before
     */
    public double of(ScoreProfile profile, double probability) {
        double score = logOdds(probability);
        double odds = score - Math.log1p(asBad(profile, score) + unknown(profile));
        return 1 / (1 + Math.exp(-odds));
    }

    /** Learns a reading with this probability. */
    public void learn(ScoreProfile profile, double probability) {
        profile.current = Math.max(profile.current, (float) logOdds(probability));
        profile.readings++;
        if (profile.readings % config.span() != 0) {
            return;
        }
        if (profile.ended > Float.NEGATIVE_INFINITY) {
            count(profile, profile.ended);
        }
        profile.ended = profile.current;
        profile.current = Float.NEGATIVE_INFINITY;
    }

    private static void count(ScoreProfile profile, float worst) {
        int at = (int) (profile.spans % ScoreProfile.SPANS);
        if (at >= profile.worst.length) {
            int length = Math.min(ScoreProfile.SPANS, Math.max(8, 2 * at));
            profile.worst = Arrays.copyOf(profile.worst, length);
        }
        profile.worst[at] = worst;
        profile.spans++;
    }

    /** Spans as bad that are taken for granted as long as the entity is new. */
    private double unknown(ScoreProfile profile) {
        return config.unknown() * Math.max(0, 1 - profile.spans / KNOWN_SPANS);
    }

    /** Earlier spans that were as bad, the older the less. */
    private double asBad(ScoreProfile profile, double score) {
        double floor = score - config.margin();
        double decay = config.decay();
        double weight = decay;
        double sum = 0;
        long oldest = Math.max(0, profile.spans - ScoreProfile.SPANS);
        for (long span = profile.spans - 1; span >= oldest; span--) {
            if (profile.worst[(int) (span % ScoreProfile.SPANS)] >= floor) {
                sum += weight;
            }
            weight *= decay;
        }
        return sum;
    }

    private static double logOdds(double probability) {
        double logOdds = Math.log(probability) - Math.log1p(-probability);
        return Math.max(-LARGEST, Math.min(LARGEST, logOdds));
    }
}
