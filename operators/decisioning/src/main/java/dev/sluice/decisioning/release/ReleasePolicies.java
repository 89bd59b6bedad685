// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.release;

import dev.sluice.decisioning.gate.Policy;

/**
 * What a change of models means to the policy.
 *
 * <p>Calibrations belong to a model, and so does what the gate knows of the first pass: where its
 * answers are likely to be changed, and at which price the budget lasts. Costs, reviews and lists
 * belong to the business and stay.
 */
public final class ReleasePolicies {

    private static final char REVISION = '+';
    private static final char RELEASE = '@';

    private ReleasePolicies() {}

    /**
     * What policies have in common that were learned from one another: the version without the
     * number of the revision.
     */
    public static String family(String policyVersion) {
        int at = policyVersion.indexOf(REVISION);
        return at < 0 ? policyVersion : policyVersion.substring(0, at);
    }

    /**
     * The policy from the moment on when a release is live.
     *
     * @param current what holds until then
     * @param isFirstPass whether the release is of the model on every event
     * @param attempt number of the preparation, so that no two policies have one name
     */
    public static Policy of(Release release, boolean isFirstPass, Policy current, long attempt) {
        Policy fitted = release.policy();
        return new Policy(
                name(fitted.version(), attempt),
                current.useCase(),
                current.costs(),
                current.review(),
                current.rules(),
                isFirstPass ? fitted.firstPass() : current.firstPass(),
                isFirstPass ? current.deep() : fitted.deep(),
                isFirstPass ? fitted.gate() : current.gate());
    }

    private static String name(String version, long attempt) {
        String base = family(version);
        int at = base.indexOf(RELEASE);
        return (at < 0 ? base : base.substring(0, at)) + RELEASE + attempt;
    }
}
