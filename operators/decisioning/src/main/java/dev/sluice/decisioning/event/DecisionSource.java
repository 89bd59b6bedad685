// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.event;

/** Who decided. */
public enum DecisionSource {
    /** The first pass alone. */
    FIRST_PASS,
    /** The deep engine. */
    DEEP,
    /** It was escalated, deep gave no answer, the first pass stands. */
    FALLBACK,
    /** The first pass, for now: a deep answer will follow as a higher revision. */
    PROVISIONAL
}
