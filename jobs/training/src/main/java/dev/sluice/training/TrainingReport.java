// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import java.util.List;
import java.util.Map;

/**
 * What came out of a training. Figures are of the models before their trees were boosted again on
 * the held-out rows, too.
 *
 * @param firstPassVersion version of the first pass
 * @param deepVersion version of the deep model
 * @param policyVersion version of the policy
 * @param rows rows that the networks were trained on
 * @param heldOutRows rows that they were calibrated on
 * @param firstPass figures of the first pass on the held-out rows, by name
 * @param deep figures of the deep model on the held-out rows, by name: those without the name of a
 *     strategy are of repeated passes
 * @param notes what the models lack and why, in sentences; empty if nothing
 */
public record TrainingReport(
        String firstPassVersion,
        String deepVersion,
        String policyVersion,
        int rows,
        int heldOutRows,
        Map<String, Double> firstPass,
        Map<String, Double> deep,
        List<String> notes) {

    /** Copies the collections. */
    public TrainingReport {
        firstPass = Map.copyOf(firstPass);
        deep = Map.copyOf(deep);
        notes = List.copyOf(notes);
    }
}
