// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.ModelBackend;

import java.util.IdentityHashMap;
import java.util.Map;

/** A model's strategy under each policy that records are judged under. Not thread-safe. */
final class BoundStrategies {

    /** Versions of the policy that are kept bound to the model; more are bound again. */
    private static final int KEPT = 8;

    private final ModelBackend model;
    private final ThinkingConfig config;
    private final Map<Policy, Bound> bound = new IdentityHashMap<>();

    BoundStrategies(ModelBackend model, ThinkingConfig config) {
        this.model = model;
        this.config = config;
    }

    /**
     * A strategy under a policy, and how its decisions are written.
     *
     * @param strategy the strategy
     * @param decisions writes what it decides
     */
    record Bound(Strategy strategy, DeepDecisions decisions) {}

    /**
     * The strategy under a policy.
     *
     * @param policy the same object for the same version
     * @throws IllegalArgumentException if the model does not fit the strategy
     */
    Bound under(Policy policy) {
        Bound known = bound.get(policy);
        if (known != null) {
            return known;
        }
        if (bound.size() == KEPT) {
            bound.clear();
        }
        Strategy strategy = config.strategy().bind(model.manifest(), policy, config);
        Bound fresh = new Bound(strategy, new DeepDecisions(model, policy, strategy));
        bound.put(policy, fresh);
        return fresh;
    }
}
