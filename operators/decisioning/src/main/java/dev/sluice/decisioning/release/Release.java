// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.release;

import dev.sluice.decisioning.gate.Policy;

import java.util.Objects;

/**
 * A version of a model that can decide.
 *
 * @param model which model: the name in its manifest
 * @param version its version, as decisions name it; empty for the one that the job started with
 * @param uri the folder that holds the folder of the model; empty for the one that the job started
 *     with
 * @param sha256 SHA-256 of its manifest, which has those of all its files
 * @param policy the policy that was fitted to it: its calibration, and for a first pass its gate
 */
public record Release(String model, String version, String uri, String sha256, Policy policy) {

    /** Refuses missing parts. */
    public Release {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(policy, "policy");
    }

    /** What the job started with. */
    public static Release ofTheJob(String model, Policy policy) {
        return new Release(model, "", "", "", policy);
    }

    /** Whether this is what the job started with. */
    public boolean startedWith() {
        return version.isEmpty();
    }
}
