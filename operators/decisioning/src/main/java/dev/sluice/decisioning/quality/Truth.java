// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.quality;

/** What is known about an event that was decided. The order is that of sums in state. */
public enum Truth {
    /** A label says that it was bad. */
    BAD,
    /** A label says that it was good. */
    GOOD,
    /** No label came within the horizon. */
    MISSING,
    /** No label has come, but one still may. */
    PENDING
}
