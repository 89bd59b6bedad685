// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

import java.io.Serializable;

/**
 * What is ordinary for an entity, and for entities at large.
 *
 * @param halfLife readings after which a score counts half
 * @param shortTerm readings that the short-term mean of the scores goes back
 * @param largestShare share of an entity's scores that says how fast larger ones become rare
 * @param priorReadings readings of its own after which an entity's past counts as much as what is
 *     known of entities at large
 * @param typicalProbability probability that half of the readings of entities at large exceed
 * @param spread how far the log-odds of entities at large lie apart: the scale of a logistic
 *     distribution
 */
public record LikelihoodConfig(
        int halfLife,
        int shortTerm,
        double largestShare,
        int priorReadings,
        double typicalProbability,
        double spread)
        implements Serializable {

    /** Where nobody says otherwise. */
    public static final LikelihoodConfig DEFAULT =
            new LikelihoodConfig(4_000, 10, 0.02, 30, 0.01, 0.8);

    private static final long serialVersionUID = 1L;

    /** Refuses what gives no probabilities. */
    public LikelihoodConfig {
        AlarmChecks.require(halfLife >= 1, "alarms.likelihood.half-life", halfLife, "1 or more");
        AlarmChecks.require(shortTerm >= 1, "alarms.likelihood.short-term", shortTerm, "1 or more");
        AlarmChecks.require(
                largestShare > 0 && largestShare < 1,
                "alarms.likelihood.largest-share",
                largestShare,
                "a share, more than 0 and less than 1");
        AlarmChecks.require(
                priorReadings >= 1, "alarms.likelihood.prior-readings", priorReadings, "1 or more");
        AlarmChecks.require(
                typicalProbability > 0 && typicalProbability < 1,
                "alarms.likelihood.typical-probability",
                typicalProbability,
                "a probability, more than 0 and less than 1");
        AlarmChecks.require(
                spread > 0 && spread <= 10,
                "alarms.likelihood.spread",
                spread,
                "more than 0 and at most 10");
    }

    double decay() {
        return Math.pow(0.5, 1.0 / halfLife);
    }

    /** Weight of the newest score in the short-term mean. */
    double newest() {
        return 2.0 / (shortTerm + 1);
    }
}
