// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.prequential;

import dev.sluice.decisioning.event.Decision;

import java.util.List;

/**
 * Probabilities that one way to decide gave the events of a test week, with the truth. The arrays
 * must not be changed.
 *
 * @param name name of the way
 * @param probability probability of each event
 * @param bad label of each event
 */
record Ranked(String name, double[] probability, boolean[] bad) {

    static Ranked of(String name, List<Decision> decisions, boolean[] bad) {
        return new Ranked(
                name,
                decisions.stream().mapToDouble(d -> d.verdict().probability()).toArray(),
                bad);
    }
}
