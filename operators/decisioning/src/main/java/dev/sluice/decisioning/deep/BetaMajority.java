// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.event.Outcome;

/**
 * Settled once the outcome that most passes vote for is, with the confidence, the one that most
 * passes would vote for if they went on for ever.
 *
 * <p>With a and b votes for the first and the second outcome and a uniform prior, the chance that
 * the first is the more likely one is P(X &gt; 1/2) for X ~ Beta(a + 1, b + 1): Aggarwal et al.,
 * "Let's Sample Step by Step: Adaptive-Consistency", 2023 (arXiv 2305.11860). The majority must
 * also be the outcome of the mean, since that is what will be decided.
 */
record BetaMajority(double confidence) implements PassRule {

    @Override
    public String settled(PassTally tally) {
        Outcome decided = tally.outcome();
        int first = tally.votes(decided);
        int second = 0;
        for (Outcome outcome : Outcome.values()) {
            if (outcome != decided) {
                second = Math.max(second, tally.votes(outcome));
            }
        }
        return first > second && chance(first, second) >= confidence ? "majority-settled" : "";
    }

    /**
     * P(X &gt; 1/2) for X ~ Beta(first + 1, second + 1): the chance that first + second + 1 fair
     * coins show at most {@code first} heads.
     */
    static double chance(int first, int second) {
        int coins = first + second + 1;
        // the upper tail has the fewer terms; in logs, since 2^-coins underflows
        double log = -coins * Math.log(2);
        double tail = 0;
        for (int heads = coins; heads > first; heads--) {
            tail += Math.exp(log);
            log += Math.log((double) heads / (coins - heads + 1));
        }
        return 1 - tail;
    }
}
