// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.strategy;

import dev.sluice.decisioning.deep.StopRule;
import dev.sluice.decisioning.deep.StrategyKind;
import dev.sluice.decisioning.deep.ThinkingConfig;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.Manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * A way to think that is compared with others.
 *
 * @param name name in tables
 * @param thinking strategy, stop rule and passes
 * @param budget most passes that it takes
 */
record StrategyWay(String name, ThinkingConfig thinking, int budget) {

    /** One deep pass, which is what a cascade without strategies has. */
    static final String SINGLE = "single";

    private static final int[] BUDGETS = {1, 2, 4, 8, 16, 32};

    /**
     * One deep pass, and all that a model can do: each strategy to its own end, and cut off after
     * some passes as far as it allows.
     */
    static List<StrategyWay> of(Manifest model, Policy policy) {
        List<StrategyWay> ways = new ArrayList<>();
        for (StrategyKind strategy : StrategyKind.values()) {
            if (policy.deep().containsKey(strategy.key())) {
                ThinkingConfig own = ThinkingConfig.DEFAULT.withStrategy(strategy);
                int most = strategy.bind(model, policy, own).maxPasses();
                ways.add(new StrategyWay(strategy.key(), own, most));
                budgets(model, policy, own).forEach(passes -> ways.add(cutOff(own, passes)));
            }
        }
        return ways;
    }

    /** What a strategy takes at most under each of the budgets that it allows. */
    private static Iterable<Integer> budgets(Manifest model, Policy policy, ThinkingConfig own) {
        TreeSet<Integer> budgets = new TreeSet<>();
        for (int budget : BUDGETS) {
            allowed(model, policy, cutOff(own, budget).thinking()).ifPresent(budgets::add);
        }
        return budgets;
    }

    private static OptionalInt allowed(Manifest model, Policy policy, ThinkingConfig thinking) {
        try {
            return OptionalInt.of(thinking.strategy().bind(model, policy, thinking).maxPasses());
        } catch (IllegalArgumentException tooFewPasses) {
            // the model is right for the strategy: it was bound with more passes before
            return OptionalInt.empty();
        }
    }

    private static StrategyWay cutOff(ThinkingConfig own, int passes) {
        StrategyKind strategy = own.strategy();
        boolean single = strategy == StrategyKind.MONTE_CARLO && passes == 1;
        return new StrategyWay(
                single ? SINGLE : strategy.key() + "@" + passes,
                own.withStopRule(StopRule.FIXED).withPasses(1, passes),
                passes);
    }
}
