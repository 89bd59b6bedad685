// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.event;

/** What to do about an event, from harmless to harmful. */
public enum Outcome {
    /** Let it pass. */
    CLEAR,
    /** A person should look. */
    REVIEW,
    /** Stop it. */
    FLAG
}
