// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.Outcome;

import java.io.Serializable;

/**
 * Where the outcomes part.
 *
 * @param review REVIEW from this calibrated probability on
 * @param flag FLAG from this calibrated probability on
 */
public record Thresholds(double review, double flag) implements Serializable {

    /** REVIEW from 0.1, FLAG from 0.5. */
    public static final Thresholds DEFAULT = new Thresholds(0.1, 0.5);

    /** Refuses thresholds that are not in order within (0, 1). */
    public Thresholds {
        if (!(review > 0 && review <= flag && flag < 1)) {
            throw new IllegalArgumentException(
                    "thresholds are review "
                            + review
                            + " and flag "
                            + flag
                            + "; expected 0 < review <= flag < 1");
        }
    }

    /** Distance of calibrated log-odds to the nearer threshold, in logits. */
    public double distance(double logit) {
        return Math.min(
                Math.abs(logit - Calibration.logit(review)),
                Math.abs(logit - Calibration.logit(flag)));
    }

    /** The outcome at a calibrated probability. */
    public Outcome outcome(double probability) {
        if (probability >= flag) {
            return Outcome.FLAG;
        }
        return probability >= review ? Outcome.REVIEW : Outcome.CLEAR;
    }
}
