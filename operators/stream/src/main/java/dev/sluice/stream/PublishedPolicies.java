// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream;

import dev.sluice.decisioning.gate.Policy;
import dev.sluice.stream.gate.GateOverrides;
import dev.sluice.stream.model.JobPolicy;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.stream.model.PolicyReader;

/**
 * Reads the policies that are published for a job: those of its use case that know its deep
 * strategy, with the gate that its configuration asks for.
 *
 * @param useCase name of the use case
 * @param strategy strategy that deep thinks with
 * @param overrides what the configuration says of the gate
 */
record PublishedPolicies(String useCase, String strategy, GateOverrides overrides)
        implements PolicyReader {

    /** The policies for a use case under a configuration. */
    static PublishedPolicies of(UseCase<?, ?> useCase, CascadeConfig config) {
        return new PublishedPolicies(
                useCase.inputs().useCase(),
                config.deep().thinking().strategy().key(),
                config.gateOverrides());
    }

    /** The policy of a job that starts with one. */
    JobPolicy from(Policy initial) {
        return new JobPolicy(initial, this);
    }

    @Override
    public Policy read(String yaml) {
        Policy policy = ModelJson.policy(yaml);
        if (policy.version().isBlank()) {
            throw new IllegalArgumentException(
                    "version is '" + policy.version() + "'; expected a name that no other has");
        }
        if (!policy.useCase().equals(useCase)) {
            throw new IllegalArgumentException(
                    "use-case is '" + policy.useCase() + "'; expected '" + useCase + "'");
        }
        policy.deep(strategy);
        return overrides.apply(policy);
    }
}
