// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.stream.feature.FeatureTable;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FraudFeatureTableTest {

    @Test
    void aFraudWithoutAScenarioHasAnUnknownCause() {
        FeatureTable table =
                new FeatureTable(
                        new String[] {"1", "2", "3"},
                        new long[3],
                        new String[] {"a", "a", "b"},
                        new long[3],
                        0,
                        new float[0],
                        0,
                        new float[0]);

        assertThat(
                        new FraudFeatureTable(
                                        table,
                                        new boolean[] {false, true, true},
                                        new byte[] {0, 3, 0})
                                .causes())
                .containsExactly(0, 3, -1);
    }

    @Test
    void scenariosAreTheIndicesOfTheirExplanations() {
        assertThat(FraudFeatures.INPUTS.explanations())
                .extracting("name")
                .containsExactly(
                        "legitimate", "unusual-amount", "compromised-terminal", "leaked-card");
    }
}
