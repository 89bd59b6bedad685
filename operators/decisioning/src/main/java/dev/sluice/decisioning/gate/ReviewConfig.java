// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import java.io.Serializable;

/**
 * How many reviews the analysts can take.
 *
 * <p>Capacity is kept by a surcharge on the cost of a review: the dearer it is, the fewer records
 * are worth one, and those with the most to lose remain. The surcharge is part of the policy, so
 * that an outcome never depends on what else arrives at the same time.
 *
 * @param perHour reviews an hour of event time, 0 for as many as are worth it
 * @param surcharge what a review costs on top, in units of the stake
 */
public record ReviewConfig(double perHour, double surcharge) implements Serializable {

    /** As many as are worth it. */
    public static final ReviewConfig UNLIMITED = new ReviewConfig(0, 0);

    /** Refuses negative numbers. */
    public ReviewConfig {
        if (!(perHour >= 0 && surcharge >= 0) || Double.isInfinite(perHour + surcharge)) {
            throw new IllegalArgumentException(
                    "review capacity is "
                            + perHour
                            + " an hour with a surcharge of "
                            + surcharge
                            + "; expected 0 or more of each");
        }
    }
}
