// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.event;

/** Why a record goes on to the deep engine. */
public enum EscalationReason {
    /** Its probability is close to an outcome threshold. */
    UNCERTAIN,
    /** It looks like little that the model was trained on. */
    NOVEL,
    /** Much is at stake. */
    COSTLY,
    /** It is part of the random sample that measures what the gate misses. */
    AUDIT
}
