// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.quality;

import dev.sluice.decisioning.gate.CostMatrix;

import java.io.Serializable;
import java.util.Objects;

/**
 * How labelled decisions are judged.
 *
 * @param costs what the outcomes cost
 * @param missing what an event without a label counts as
 */
public record QualityRules(CostMatrix costs, MissingLabels missing) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Refuses missing parts. */
    public QualityRules {
        Objects.requireNonNull(costs, "costs");
        Objects.requireNonNull(missing, "missing");
    }

    /** Whether something is known, or taken as known, about an event. */
    boolean counted(Truth truth) {
        return truth == Truth.BAD || truth == Truth.GOOD || missing == MissingLabels.GOOD;
    }
}
