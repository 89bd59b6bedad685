// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.event;

/** Why a record goes on to the deep engine. */
public enum EscalationReason {
    /** A deep look is likely enough to change its outcome for the promise to ask for it. */
    UNCERTAIN,
    /** It looks like little that the model was trained on. */
    NOVEL,
    /** A deep look is worth its price. */
    COSTLY,
    /** It is part of the random sample that measures what the gate misses. */
    AUDIT
}
