// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import java.io.Serializable;

/**
 * With which probability a record that the first pass would decide is looked at deeply all the
 * same, to learn what the gate misses.
 *
 * <p>{@code floor + slope * sqrt(chance)}: for a given number of audits the estimate of a share of
 * changed outcomes varies the least if records are drawn by the standard deviation of what they
 * tell; Neyman, "On the Two Different Aspects of the Representative Method", 1934.
 *
 * @param floor least probability, so that no record is beyond audit
 * @param slope how it grows with the square root of the chance of a changed outcome
 */
public record AuditSampling(double floor, double slope) implements Serializable {

    /** No audits. */
    public static final AuditSampling NONE = new AuditSampling(0, 0);

    /** Refuses what is no probability. */
    public AuditSampling {
        if (!(floor >= 0 && floor <= 1) || !(slope >= 0) || Double.isInfinite(slope)) {
            throw new IllegalArgumentException(
                    "audit sampling is "
                            + floor
                            + " + "
                            + slope
                            + " x sqrt(chance); expected a floor from 0 to 1 and a slope of 0 or"
                            + " more");
        }
    }

    /** The probability for a chance that a deep look changes the outcome. */
    public double probability(double chance) {
        return Math.min(1, floor + slope * Math.sqrt(chance));
    }
}
