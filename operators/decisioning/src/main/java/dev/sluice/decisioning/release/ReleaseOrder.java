// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.release;

import java.util.Objects;

/**
 * What somebody, or a rule, asks of a version of a model.
 *
 * @param model which model: the name in its manifest
 * @param version its version
 * @param uri the folder that holds the folder of the model; empty for a rollback
 * @param sha256 SHA-256 of its manifest; empty for a rollback
 * @param mode what is asked
 * @param share share of the entities, above 0 to 1, that a shadow or canary is asked about
 * @param policy the policy that was fitted to it, as in {@code policy.yaml}; empty for a rollback
 * @param issuedAtMs when it was ordered, milliseconds since the epoch
 * @param issuedBy who ordered it
 * @param note why, for people
 */
public record ReleaseOrder(
        String model,
        String version,
        String uri,
        String sha256,
        ReleaseMode mode,
        double share,
        String policy,
        long issuedAtMs,
        String issuedBy,
        String note) {

    /** Refuses missing parts, and shares that nobody could be asked about. */
    public ReleaseOrder {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(issuedBy, "issuedBy");
        Objects.requireNonNull(note, "note");
        if (version.isBlank()) {
            throw new IllegalArgumentException(
                    "version is '" + version + "'; expected the one in the manifest of the model");
        }
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "share is " + share + "; expected above 0 to 1, such as 0.1");
        }
    }

    /** The end of a version. */
    public static ReleaseOrder rollback(
            String model, String version, long issuedAtMs, String issuedBy, String note) {
        return new ReleaseOrder(
                model, version, "", "", ReleaseMode.ROLLBACK, 1, "", issuedAtMs, issuedBy, note);
    }
}
