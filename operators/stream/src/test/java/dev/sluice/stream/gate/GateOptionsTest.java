// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.gate;

import dev.sluice.decisioning.gate.BudgetConfig;
import dev.sluice.decisioning.gate.BudgetUnit;
import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.gate.GateObjective;
import dev.sluice.decisioning.gate.PromiseConfig;
import dev.sluice.testing.TestEvents;

import org.apache.flink.configuration.Configuration;

import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GateOptionsTest {

    @Test
    void leavesThePolicyWhereNothingIsSet() {
        assertThat(GateOptions.apply(new Configuration(), TestEvents.POLICY))
                .isEqualTo(TestEvents.POLICY);
        assertThat(GateOptions.mode(new Configuration())).isEqualTo(GateMode.ON);
    }

    @Test
    void overridesThePolicy() {
        Configuration config =
                Configuration.fromMap(
                        Map.of(
                                "gate.mode", "off",
                                "gate.objective", "ranking",
                                "gate.price", "0.25",
                                "gate.novelty", "2",
                                "gate.novelty.share", "0.2",
                                "gate.audit.share", "0.3",
                                "gate.budget.passes", "500",
                                "gate.promise.alpha", "0.01"));

        GateConfig gate = TestEvents.POLICY.gate();
        assertThat(GateOptions.apply(config, TestEvents.POLICY).gate())
                .isEqualTo(
                        new GateConfig(
                                GateObjective.RANKING,
                                gate.chance(),
                                0.25,
                                2,
                                new BudgetConfig(BudgetUnit.PASSES, 500, 0.2, 0.3),
                                new PromiseConfig(
                                        0.01,
                                        gate.promise().chanceFrom(),
                                        gate.promise().audit())));
        assertThat(GateOptions.mode(config)).isEqualTo(GateMode.OFF);
    }

    @Test
    void refusesTwoBudgets() {
        Configuration config =
                Configuration.fromMap(
                        Map.of("gate.budget.share", "0.5", "gate.budget.passes", "10"));

        assertThatThrownBy(() -> GateOptions.apply(config, TestEvents.POLICY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 budgets are set");
    }

    @Test
    void refusesAnImpossibleBudget() {
        Configuration config = Configuration.fromMap(Map.of("gate.budget.share", "1.5"));

        assertThatThrownBy(() -> GateOptions.apply(config, TestEvents.POLICY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.5");
    }
}
