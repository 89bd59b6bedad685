// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

import java.io.Serializable;

/**
 * What an entity's own past has to say about a score.
 *
 * @param halfLife readings after which a bad score of the past counts half
 * @param span readings of which only the worst score counts
 * @param margin log-odds by which a score of the past may be lower and still count as one as bad
 * @param unknown spans that are taken to have been as bad before an entity was known; fewer with
 *     each span that becomes known, none after eight
 */
public record LikelihoodConfig(int halfLife, int span, double margin, int unknown)
        implements Serializable {

    /** Chosen on simulated sensors: {@code sluice evaluate sensors --simulated}. */
    public static final LikelihoodConfig DEFAULT = new LikelihoodConfig(4_000, 50, 0.5, 0);

    private static final long serialVersionUID = 2L;

    /** A configuration that believes a new entity as much as an old one. */
    public LikelihoodConfig(int halfLife, int span, double margin) {
        this(halfLife, span, margin, 0);
    }

    /** Refuses what gives no likelihoods. */
    public LikelihoodConfig {
        AlarmChecks.require(halfLife >= 1, "alarms.likelihood.half-life", halfLife, "1 or more");
        AlarmChecks.require(span >= 1, "alarms.likelihood.span", span, "1 or more");
        AlarmChecks.require(
                margin >= 0 && Double.isFinite(margin),
                "alarms.likelihood.margin",
                margin,
                "a finite number, 0 or more");
        AlarmChecks.require(
                unknown >= 0 && unknown <= ScoreProfile.SPANS,
                "alarms.likelihood.unknown",
                unknown,
                "0 to " + ScoreProfile.SPANS + " spans");
    }

    /** Weight of a span beside the next one. */
    double decay() {
        return Math.pow(0.5, (double) span / halfLife);
    }
}
