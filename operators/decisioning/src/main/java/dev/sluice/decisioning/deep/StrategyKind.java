// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.Manifest;

import java.util.Arrays;
import java.util.List;

/** The strategies that can be configured. */
public enum StrategyKind {
    /** Stochastic heads on one shared trunk, see {@link MonteCarlo}. */
    MONTE_CARLO(
            MonteCarlo.NAME, StopRule.INTERVAL, StopRule.SPRT, StopRule.MAJORITY, StopRule.FIXED) {
        @Override
        public Strategy bind(Manifest model, Policy policy, ThinkingConfig config) {
            return new MonteCarlo(model, policy, config);
        }
    },
    /** Iterative refinement of a state, see {@link Refine}. */
    REFINE(Refine.NAME, StopRule.HALTING, StopRule.CONVERGED, StopRule.FIXED) {
        @Override
        public Strategy bind(Manifest model, Policy policy, ThinkingConfig config) {
            return new Refine(model, policy, config);
        }
    },
    /** Candidate explanations and a verifier, see {@link BestOfN}. */
    BEST_OF_N(BestOfN.NAME, StopRule.MARGIN, StopRule.FIXED) {
        @Override
        public Strategy bind(Manifest model, Policy policy, ThinkingConfig config) {
            return new BestOfN(model, policy, config);
        }
    },
    /** A chain of sub-questions, see {@link Steps}. */
    STEPS(Steps.NAME, StopRule.DECISIVE, StopRule.FIXED) {
        @Override
        public Strategy bind(Manifest model, Policy policy, ThinkingConfig config) {
            return new Steps(model, policy, config);
        }
    };

    private final String key;
    private final List<StopRule> stopRules;

    StrategyKind(String key, StopRule... stopRules) {
        this.key = key;
        this.stopRules = List.of(stopRules);
    }

    /** The stop rules that it knows, its own first. */
    public List<StopRule> stopRules() {
        return stopRules;
    }

    /** Name in configurations and ledgers, kebab-case. */
    public String key() {
        return key;
    }

    /**
     * The strategy for a model under a policy.
     *
     * @throws IllegalArgumentException if the model lacks what the strategy needs
     */
    public abstract Strategy bind(Manifest model, Policy policy, ThinkingConfig config);

    /**
     * The strategy with a name.
     *
     * @throws IllegalArgumentException if there is none, naming those that there are
     */
    public static StrategyKind parse(String key) {
        for (StrategyKind kind : values()) {
            if (kind.key.equals(key)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "deep.strategy is '"
                        + key
                        + "'; expected one of "
                        + Arrays.stream(values()).map(StrategyKind::key).toList());
    }
}
