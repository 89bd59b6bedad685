// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream;

import dev.sluice.decisioning.gate.Policy;
import dev.sluice.stream.gate.GateOverrides;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.testing.TestEvents;

import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PublishedPoliciesTest {

    private static final Policy POLICY = TestEvents.POLICY;

    @Test
    void readsAPolicyWithTheGateOfTheConfiguration() {
        PublishedPolicies policies =
                new PublishedPolicies(
                        "fake", "monte-carlo", new GateOverrides(Map.of("gate.price", "0.25")));

        Policy read = policies.read(ModelJson.yaml(POLICY));

        assertThat(read.gate().price()).isEqualTo(0.25);
        assertThat(read.version()).isEqualTo(POLICY.version());
    }

    @Test
    void refusesAPolicyThatIsNotForThisJob() {
        assertThatThrownBy(() -> policies("fraud", "monte-carlo").read(ModelJson.yaml(POLICY)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("use-case is 'fake'; expected 'fraud'");
        assertThatThrownBy(() -> policies("fake", "guess").read(ModelJson.yaml(POLICY)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("guess")
                .hasMessageContaining("monte-carlo");
        assertThatThrownBy(
                        () ->
                                policies("fake", "monte-carlo")
                                        .read(ModelJson.yaml(POLICY.withVersion(" "))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version is ' '");
    }

    private static PublishedPolicies policies(String useCase, String strategy) {
        return new PublishedPolicies(useCase, strategy, GateOverrides.NONE);
    }
}
