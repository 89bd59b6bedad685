// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import dev.sluice.decisioning.calibration.Calibration;

import java.io.Serializable;
import java.util.Objects;

/**
 * All that turns model outputs into decisions, as one versioned file.
 *
 * @param version stamped on every decision
 * @param useCase use case that it is for
 * @param thresholds where the outcomes part
 * @param firstPass calibration of the first pass
 * @param deep calibration of the deep model, applied to the mean of its passes
 * @param gate what is escalated
 */
public record Policy(
        String version,
        String useCase,
        Thresholds thresholds,
        Calibration firstPass,
        Calibration deep,
        GateConfig gate)
        implements Serializable {

    /** Refuses missing parts. */
    public Policy {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(useCase, "useCase");
        Objects.requireNonNull(thresholds, "thresholds");
        Objects.requireNonNull(firstPass, "firstPass");
        Objects.requireNonNull(deep, "deep");
        Objects.requireNonNull(gate, "gate");
    }

    /** The same with another gate. */
    public Policy withGate(GateConfig other) {
        return new Policy(version, useCase, thresholds, firstPass, deep, other);
    }
}
