// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.size;

/**
 * What machines cost, in whatever money.
 *
 * @param coreHour one processor for an hour, with its memory
 * @param gpuHour one GPU for an hour
 */
public record Prices(double coreHour, double gpuHour) {

    /** Refuses what is no price. */
    public Prices {
        if (!(coreHour >= 0 && gpuHour >= 0)) {
            throw new IllegalArgumentException(
                    "prices are "
                            + coreHour
                            + " for an hour of a core and "
                            + gpuHour
                            + " of a GPU; expected 0 or more");
        }
    }
}
