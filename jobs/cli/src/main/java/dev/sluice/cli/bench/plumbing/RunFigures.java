// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import dev.sluice.cli.bench.Slices;

/**
 * What one run measured.
 *
 * @param events events that it was to decide
 * @param decisions decisions on its topic when it had ended
 * @param slices decisions on the topic by time, and the processor time of this process
 * @param tally what the decisions say
 * @param footprint what it took besides time
 */
public record RunFigures(
        long events, long decisions, Slices slices, DeepTally tally, Footprint footprint) {

    /** Whether each event has one decision, and no fallback among them. */
    public boolean reconciled() {
        return decisions == events && tally.distinct() == events && tally.fallbacks() == 0;
    }
}
