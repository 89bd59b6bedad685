// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.deep;

import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.ModelBackend;

import java.util.List;

/**
 * What the deep engine is measured on.
 *
 * @param escalations records that a gate escalated
 * @param model the deep model, which stays its owner's to close
 * @param policy thresholds and calibrations
 */
public record DeepWorkload(List<Escalation> escalations, ModelBackend model, Policy policy) {

    /** Copies the list and refuses an empty one. */
    public DeepWorkload {
        escalations = List.copyOf(escalations);
        if (escalations.isEmpty()) {
            throw new IllegalArgumentException(
                    "The gate escalates none of the records; expected some to think about");
        }
    }
}
