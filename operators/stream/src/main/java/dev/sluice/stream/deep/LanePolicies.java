// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.gate.Policy;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The policy that a version of the model judges a record under: the one that the gate escalated it
 * under, with the version's own calibration where that policy is older than the version. Any thread
 * may ask.
 */
final class LanePolicies {

    /** More are made anew. */
    private static final int KEPT = 16;

    private final DeepPolicies policies;

    /**
     * Calibrations that were fitted to the version; empty for the one that the job started with.
     */
    private final Optional<Map<String, Calibration>> fitted;

    private final Map<Policy, Policy> own = new ConcurrentHashMap<>();

    /** Policies that were issued from here on are fitted to the version. */
    private volatile long liveSinceMs = Long.MAX_VALUE;

    LanePolicies(DeepPolicies policies, Optional<Map<String, Calibration>> fitted) {
        this.policies = policies;
        this.fitted = fitted;
    }

    /** The version is live. */
    void liveSince(long timeMs) {
        liveSinceMs = timeMs;
    }

    Policy initial() {
        return calibrated(policies.initial());
    }

    /** The policy that a record is judged under; the same object for the same version. */
    Policy of(Escalation escalation) {
        DeepPolicies.Known known = policies.of(escalation);
        return known.issuedAtMs() >= liveSinceMs ? known.policy() : calibrated(known.policy());
    }

    private Policy calibrated(Policy policy) {
        if (fitted.isEmpty()) {
            return policy;
        }
        if (own.size() > KEPT) {
            own.clear();
        }
        return own.computeIfAbsent(
                policy,
                other ->
                        new Policy(
                                other.version(),
                                other.useCase(),
                                other.costs(),
                                other.review(),
                                other.rules(),
                                other.firstPass(),
                                fitted.get(),
                                other.gate()));
    }
}
