// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import org.apache.flink.types.PojoTestUtils;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FraudTypesTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                CardTransaction.class,
                CardLabel.class,
                LabelledTransaction.class,
                EnrichedTransaction.class,
                TerminalState.class,
                CustomerState.class
            })
    void streamAndStateTypesArePojos(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }

    @Test
    void inputsBeginWithTheFifteenHandbookFeaturesAndHaveThirtyTwoRows() {
        assertThat(FraudFeatures.INPUTS.features())
                .hasSize(42)
                .startsWith("amount", "weekend", "night", "customer_count_1d");
        assertThat(FraudFeatures.INPUTS.features().subList(13, 16))
                .containsExactly("terminal_count_30d", "terminal_risk_30d", "amount_to_usual");
        assertThat(FraudFeatures.INPUTS.contextWidth()).isEqualTo(32 * 6);
    }
}
