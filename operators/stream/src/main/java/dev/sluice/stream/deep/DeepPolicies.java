// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.release.ReleaseBook;
import dev.sluice.stream.model.JobPolicy;
import dev.sluice.stream.model.ModelJson;

import java.util.ArrayList;
import java.util.List;

/**
 * The versions of the policy that deep knows: a record is judged under the version that the gate
 * escalated it under, however long it was on the way, or under the latest if that one is unknown.
 *
 * <p>Keeps the policy that the job started with and the {@value #KEPT} issued last. The task tells,
 * any thread may ask.
 */
final class DeepPolicies {

    /** Versions that records may still be on the way from. */
    static final int KEPT = 4;

    /**
     * A policy, and since when it holds.
     *
     * @param policy the policy
     * @param issuedAtMs when it was issued; {@code Long.MIN_VALUE} for the one of the start
     */
    record Known(Policy policy, long issuedAtMs) {}

    private record Version(ControlMessage message, Policy policy, long issuedAtMs) {}

    private final JobPolicy policies;
    private final String strategy;

    /** Oldest first; replaced as a whole. */
    private volatile List<Version> versions = List.of();

    DeepPolicies(JobPolicy policies, String strategy) {
        this.policies = policies;
        this.strategy = strategy;
    }

    /**
     * Takes a message; what every gate sends comes once from each.
     *
     * @throws IllegalArgumentException if it is no policy that deep could judge under
     */
    void accept(ControlMessage message) {
        switch (message.kind()) {
            case POLICY -> {
                if (versions.stream().noneMatch(version -> version.message().equals(message))) {
                    keep(message, policies.reader().read(message.value()), message.issuedAtMs());
                }
            }
            case MODELS -> {
                ReleaseBook book = ModelJson.book(message.value());
                if (book.changedPolicy()) {
                    keep(message, book.policy(), book.policyIssuedAtMs());
                }
            }
            default -> {
                // for the gate
            }
        }
    }

    private void keep(ControlMessage message, Policy policy, long issuedAtMs) {
        if (versions.stream()
                .anyMatch(
                        version ->
                                version.issuedAtMs() == issuedAtMs
                                        && version.policy().version().equals(policy.version()))) {
            return;
        }
        // refused here rather than at each record
        policy.deep(strategy);
        List<Version> next = new ArrayList<>(versions);
        int place = next.size();
        while (place > 0 && next.get(place - 1).issuedAtMs() > issuedAtMs) {
            place--;
        }
        next.add(place, new Version(message, policy, issuedAtMs));
        if (next.size() > KEPT) {
            next.remove(0);
        }
        versions = List.copyOf(next);
    }

    /** The policy that a record is judged under; the same object for the same version. */
    Known of(Escalation escalation) {
        String asked = escalation.policyVersion();
        List<Version> known = versions;
        for (int i = known.size() - 1; i >= 0; i--) {
            if (known.get(i).policy().version().equals(asked)) {
                return known(known.get(i));
            }
        }
        return known.isEmpty() || policies.initial().version().equals(asked)
                ? new Known(policies.initial(), Long.MIN_VALUE)
                : known(known.get(known.size() - 1));
    }

    private static Known known(Version version) {
        return new Known(version.policy(), version.issuedAtMs());
    }

    /** The policy that deep starts with. */
    Policy initial() {
        return policies.initial();
    }

    /** What has to be told again to know the same versions. */
    List<ControlMessage> messages() {
        return versions.stream().map(Version::message).toList();
    }
}
