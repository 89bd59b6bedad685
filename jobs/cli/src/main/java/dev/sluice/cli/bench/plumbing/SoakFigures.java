// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

/**
 * What became of a steady load.
 *
 * @param events events that were sent
 * @param decisions decisions on the topic
 * @param tally what they say
 */
public record SoakFigures(long events, long decisions, DeepTally tally) {

    /** Whether each event has one decision; fallbacks are some, too. */
    public boolean reconciled() {
        return decisions == events && tally.distinct() == events;
    }
}
