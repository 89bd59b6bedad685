// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import java.io.Serializable;

/**
 * What the gate escalates, and how much of it.
 *
 * @param window half width, in logits, of the window around each outcome threshold within which a
 *     record is uncertain
 * @param novelty records with a novelty from here on are escalated, above 1 for none
 * @param budgetShare highest share of the last {@code budgetWindow} events of a subtask that may be
 *     escalated
 * @param budgetWindow number of events over which the share is kept
 */
public record GateConfig(double window, double novelty, double budgetShare, int budgetWindow)
        implements Serializable {

    /** Refuses values that no stream can keep. */
    public GateConfig {
        if (!(window >= 0) || Double.isInfinite(window)) {
            throw new IllegalArgumentException(
                    "gate window is " + window + "; expected 0 or more logits");
        }
        if (!(novelty >= 0)) {
            throw new IllegalArgumentException(
                    "gate novelty is " + novelty + "; expected 0 or more");
        }
        if (!(budgetShare >= 0 && budgetShare <= 1)) {
            throw new IllegalArgumentException(
                    "gate budget share is " + budgetShare + "; expected a share from 0 to 1");
        }
        if (budgetWindow < 1) {
            throw new IllegalArgumentException(
                    "gate budget window is " + budgetWindow + "; expected at least 1 event");
        }
    }

    /** The same with another share. */
    public GateConfig withBudgetShare(double share) {
        return new GateConfig(window, novelty, share, budgetWindow);
    }
}
