// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.quality;

/** What an event without a label counts as, in the figures that need one. */
public enum MissingLabels {
    /** It was good: labels are complaints, and nobody complained. */
    GOOD,
    /** Nothing is known about it, and it is left out. */
    UNLABELLED
}
