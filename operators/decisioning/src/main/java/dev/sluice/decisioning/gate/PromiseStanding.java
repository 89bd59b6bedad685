// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

/** How the promise of the gate stands. */
public enum PromiseStanding {
    /** The audits say that it is kept. */
    KEPT,
    /** The audits say that more is missed than promised. */
    BROKEN,
    /** Too few audits came back to say. */
    UNKNOWN;

    /** As a figure for metrics: 0 unknown, 1 kept, 2 broken, so that an alert is a threshold. */
    public int level() {
        return switch (this) {
            case UNKNOWN -> 0;
            case KEPT -> 1;
            case BROKEN -> 2;
        };
    }
}
