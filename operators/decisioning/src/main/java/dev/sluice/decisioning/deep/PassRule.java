// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.gate.Thresholds;

/**
 * When the passes over a record suffice to know its outcome.
 *
 * <p>Immutable and thread-safe.
 */
interface PassRule {

    /** Stop reason of a record whose passes are spent. */
    String MAX_PASSES = "max-passes";

    /** Why the passes end here, the empty string if the outcome is not settled. */
    String settled(PassTally tally);

    /** The rule of a configuration, under the thresholds of a policy. */
    static PassRule of(ThinkingConfig config, Thresholds thresholds, Calibration calibration) {
        return switch (config.stopRule()) {
            case INTERVAL -> new OutcomeInterval.Rule(thresholds, calibration);
            case SPRT -> new RatioTest(thresholds, calibration, config.confidence());
            case MAJORITY -> new BetaMajority(config.confidence());
            case FIXED -> tally -> "";
            case HALTING, CONVERGED, MARGIN, DECISIVE ->
                    throw new IllegalArgumentException(
                            "Passes do not end by '" + config.stopRule().key() + "'");
        };
    }
}
