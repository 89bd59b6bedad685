// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.isolation;

import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.gate.BudgetConfig;
import dev.sluice.decisioning.gate.BudgetUnit;
import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.stream.firstpass.FirstPassConfig;
import dev.sluice.stream.firstpass.FirstPassOptions;

/**
 * Settings of the stages under test: the product's defaults, and a gate that escalates an even
 * share of the events whatever they are, so that all variants escalate the same ones.
 *
 * @param firstPass batches of the first pass
 * @param gate the gate
 * @param deep deep, with its deadline
 */
record IsolationConfig(FirstPassConfig firstPass, GateConfig gate, DeepConfig deep) {

    /** Share of the events that is escalated. */
    static final double SHARE = 0.05;

    static IsolationConfig defaults() {
        return new IsolationConfig(
                new FirstPassConfig(
                        FirstPassOptions.MAX_SIZE.defaultValue(),
                        FirstPassOptions.MAX_DELAY.defaultValue()),
                GateConfig.EVERYTHING.withBudget(new BudgetConfig(BudgetUnit.EVENTS, SHARE, 0, 0)),
                DeepConfig.DEFAULT);
    }
}
