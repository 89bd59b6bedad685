// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.metric;

/**
 * What the Numenta anomaly benchmark counts hits, misses and false alarms for.
 *
 * @param name name of the profile
 * @param truePositive most that a detected window is worth
 * @param falseNegative what a missed window costs
 * @param falsePositive most that a detection outside of all windows costs
 */
public record NabProfile(
        String name, double truePositive, double falseNegative, double falsePositive) {

    /** Refuses weights that would reward mistakes. */
    public NabProfile {
        require(name, "truePositive", truePositive, truePositive > 0);
        require(name, "falseNegative", falseNegative, falseNegative >= 0);
        require(name, "falsePositive", falsePositive, falsePositive >= 0);
    }

    private static void require(String profile, String weight, double value, boolean holds) {
        if (!holds || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "Profile '%s' has %s %s; expected 0 or more, and something for a hit"
                            .formatted(profile, weight, value));
        }
    }
}
