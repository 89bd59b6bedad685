// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.gate;

import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.decisioning.gate.GateMode;
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
                                "gate.window", "0.25",
                                "gate.novelty", "2",
                                "gate.budget.share", "0.05",
                                "gate.budget.window", "500"));

        assertThat(GateOptions.apply(config, TestEvents.POLICY).gate())
                .isEqualTo(new GateConfig(0.25, 2, 0.05, 500));
        assertThat(GateOptions.mode(config)).isEqualTo(GateMode.OFF);
    }

    @Test
    void refusesAnImpossibleBudget() {
        Configuration config = Configuration.fromMap(Map.of("gate.budget.share", "1.5"));

        assertThatThrownBy(() -> GateOptions.apply(config, TestEvents.POLICY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.5");
    }
}
