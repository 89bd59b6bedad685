// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import dev.sluice.decisioning.calibration.Calibration;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * All that turns model outputs into decisions, as one versioned file.
 *
 * @param version stamped on every decision
 * @param useCase use case that it is for
 * @param thresholds where the outcomes part
 * @param firstPass calibration of the first pass
 * @param deep calibration of the deep model's answer for each strategy that it can think with
 * @param gate what is escalated
 */
public record Policy(
        String version,
        String useCase,
        Thresholds thresholds,
        Calibration firstPass,
        Map<String, Calibration> deep,
        GateConfig gate)
        implements Serializable {

    /** Copies the map in the order of its keys and refuses missing parts. */
    public Policy {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(useCase, "useCase");
        Objects.requireNonNull(thresholds, "thresholds");
        Objects.requireNonNull(firstPass, "firstPass");
        deep = Collections.unmodifiableSortedMap(new TreeMap<>(deep));
        Objects.requireNonNull(gate, "gate");
    }

    /**
     * The calibration of the deep model's answer under a strategy.
     *
     * @throws IllegalArgumentException if there is none, naming those that there are
     */
    public Calibration deep(String strategy) {
        Calibration calibration = deep.get(strategy);
        if (calibration == null) {
            throw new IllegalArgumentException(
                    "Policy "
                            + version
                            + " has no calibration for strategy '"
                            + strategy
                            + "'; it has "
                            + deep.keySet()
                            + ". Set deep.strategy to one of them, or train again.");
        }
        return calibration;
    }

    /** The same with another gate. */
    public Policy withGate(GateConfig other) {
        return new Policy(version, useCase, thresholds, firstPass, deep, other);
    }
}
