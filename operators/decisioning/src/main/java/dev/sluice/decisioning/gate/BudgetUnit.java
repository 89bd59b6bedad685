// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

/** What a compute budget counts. */
public enum BudgetUnit {
    /** Escalations, as a share of the events. */
    EVENTS,
    /** Deep passes a second. */
    PASSES,
    /** Milliseconds of the device a second. */
    DEVICE_MILLIS
}
