// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.release;

/** What is asked of a version of a model. */
public enum ReleaseMode {
    /** It scores beside the live one, and decides nothing. */
    SHADOW,
    /** It decides for a share of the entities. */
    CANARY,
    /** It decides. */
    LIVE,
    /** It decides no longer: a trial ends, or what was live before is live again. */
    ROLLBACK
}
