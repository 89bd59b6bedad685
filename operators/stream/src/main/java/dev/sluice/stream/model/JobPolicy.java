// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.model;

import dev.sluice.decisioning.gate.Policy;

import java.io.Serializable;

/**
 * The policy of a job.
 *
 * @param initial what the job starts with
 * @param reader reads those that come later
 */
public record JobPolicy(Policy initial, PolicyReader reader) implements Serializable {

    /** A policy, and later ones as they are published. */
    public static JobPolicy of(Policy initial) {
        return new JobPolicy(initial, ModelJson::policy);
    }
}
