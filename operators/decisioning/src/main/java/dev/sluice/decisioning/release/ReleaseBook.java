// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.release;

import dev.sluice.decisioning.gate.Policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Which versions of all models decide, are tried, and are being loaded: what every stage is told in
 * band, all of it at once, so that the one told last is all that there is to know.
 *
 * @param lines one a model
 * @param policy the policy since the last change of what is live
 * @param policyIssuedAtMs when that was, milliseconds since the epoch; 0 if nothing has changed yet
 *     and the job's own policy, or a published one, holds
 * @param retiredPolicies families of policies whose models are not live any more
 */
public record ReleaseBook(
        List<ModelLine> lines, Policy policy, long policyIssuedAtMs, List<String> retiredPolicies) {

    /** Copies the lists. */
    public ReleaseBook {
        lines = List.copyOf(lines);
        Objects.requireNonNull(policy, "policy");
        retiredPolicies = List.copyOf(retiredPolicies);
    }

    /** The book of a job that has not heard of any release. */
    public static ReleaseBook startingWith(List<String> models, Policy policy) {
        return new ReleaseBook(
                models.stream()
                        .map(model -> ModelLine.startingWith(Release.ofTheJob(model, policy)))
                        .toList(),
                policy,
                0,
                List.of());
    }

    /** Whether a live model has been changed. */
    public boolean changedPolicy() {
        return policyIssuedAtMs > 0;
    }

    /**
     * The versions of a model.
     *
     * @throws IllegalArgumentException if there is no such model
     */
    public ModelLine line(String model) {
        for (ModelLine line : lines) {
            if (line.model().equals(model)) {
                return line;
            }
        }
        throw new IllegalArgumentException(
                "model is '"
                        + model
                        + "'; expected one of "
                        + lines.stream().map(ModelLine::model).toList());
    }

    /** Whether there is such a model. */
    public boolean knows(String model) {
        return lines.stream().anyMatch(line -> line.model().equals(model));
    }

    /**
     * Whether a policy was fitted to models that are not live any more: its calibrations would be
     * wrong.
     */
    public boolean isRetired(String policyVersion) {
        return retiredPolicies.contains(ReleasePolicies.family(policyVersion));
    }

    ReleaseBook with(ModelLine line) {
        List<ModelLine> next = new ArrayList<>();
        for (ModelLine each : lines) {
            next.add(each.model().equals(line.model()) ? line : each);
        }
        return new ReleaseBook(next, policy, policyIssuedAtMs, retiredPolicies);
    }

    ReleaseBook under(Policy next, long issuedAtMs, List<String> retired) {
        return new ReleaseBook(lines, next, issuedAtMs, retired);
    }
}
