// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import java.util.Arrays;

/**
 * A race between candidates that are scored under the same masks: whoever is behind the leader by
 * more than chance explains drops out.
 *
 * <p>Racing: Maron and Moore, "Hoeffding Races", 1993; here with Student's t interval of the
 * differences of scores that share a mask, whose common noise cancels out. Not thread-safe.
 */
final class Candidates {

    private static final int FIRST_ROOM = 8;

    private final Quantiles quantiles;
    private final double[][] scores;
    private final boolean[] dropped;
    private final int[] counts;

    /**
     * A race.
     *
     * @param candidates number of candidates
     * @param quantiles how far chance reaches
     */
    Candidates(int candidates, Quantiles quantiles) {
        this.quantiles = quantiles;
        this.scores = new double[candidates][FIRST_ROOM];
        this.dropped = new boolean[candidates];
        this.counts = new int[candidates];
    }

    int size() {
        return scores.length;
    }

    boolean runs(int candidate) {
        return !dropped[candidate];
    }

    /** Number of candidates that still run. */
    int running() {
        int running = 0;
        for (boolean out : dropped) {
            running += out ? 0 : 1;
        }
        return running;
    }

    /** Takes the next score of a candidate; those of one mask have one place. */
    void score(int candidate, double score) {
        int count = counts[candidate]++;
        if (count == scores[candidate].length) {
            scores[candidate] = Arrays.copyOf(scores[candidate], 2 * count);
        }
        scores[candidate][count] = score;
    }

    /** Scores that a candidate has which never dropped out. */
    int rounds() {
        return Arrays.stream(counts).max().orElse(0);
    }

    /** Mean score of a candidate, 0 before its first. */
    double mean(int candidate) {
        double sum = 0;
        for (int i = 0; i < counts[candidate]; i++) {
            sum += scores[candidate][i];
        }
        return counts[candidate] == 0 ? 0 : sum / counts[candidate];
    }

    /**
     * The candidate with the best mean score of those that still run, the first of equals: who
     * dropped out lost, even if the others fall below the mean that it had.
     */
    int best() {
        int best = -1;
        for (int candidate = 0; candidate < scores.length; candidate++) {
            if (runs(candidate) && (best < 0 || mean(candidate) > mean(best))) {
                best = candidate;
            }
        }
        return best;
    }

    /** Drops the candidates that are behind the best; it needs two scores of each. */
    void drop() {
        int best = best();
        if (counts[best] < 2) {
            return;
        }
        for (int candidate = 0; candidate < scores.length; candidate++) {
            if (candidate != best && !dropped[candidate] && isBehind(candidate, best)) {
                dropped[candidate] = true;
            }
        }
    }

    /**
     * The share of all scores that goes to candidates other than one, over the masks so far: a
     * candidate that dropped out keeps its mean.
     */
    PassStatistics othersThan(int candidate) {
        PassStatistics statistics = new PassStatistics();
        for (int round = 0; round < rounds(); round++) {
            double total = 0;
            for (int each = 0; each < scores.length; each++) {
                total += at(each, round);
            }
            // scores that are all zero say nothing: even odds
            statistics.add(total > 0 ? 1 - at(candidate, round) / total : 0.5);
        }
        return statistics;
    }

    private double at(int candidate, int round) {
        return round < counts[candidate] ? scores[candidate][round] : mean(candidate);
    }

    private boolean isBehind(int candidate, int best) {
        PassStatistics lead = new PassStatistics();
        for (int i = 0; i < counts[candidate]; i++) {
            lead.add(scores[best][i] - scores[candidate][i]);
        }
        return lead.mean() - quantiles.reach(lead) > 0;
    }
}
