// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.inference.Explanation;
import dev.sluice.inference.FeatureWording;
import dev.sluice.inference.Vocabulary;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class FraudVocabularyTest {

    private static final Vocabulary WORDS = FraudVocabulary.VOCABULARY;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "amount           | 120.5 | amount: 120.50, 4.2 times the customer's 30-day mean",
                "night            | 1     | at night, before 7 h UTC: yes",
                "customer_count_7d | 21   | transactions of the customer, 7 days, this one included: 21",
                "terminal_risk_7d | 0.35  | share of frauds at the terminal, 7 days, a week ago: 35 %",
            })
    void readsAsAnAnalystWouldSayIt(String feature, double value, String words) {
        assertThat(WORDS.words(feature, value, Map.of("customer_mean_30d", 28.7))).isEqualTo(words);
    }

    @Test
    void everyWordingIsOfAFeatureThatTheModelsSee() {
        for (FeatureWording wording : WORDS.features().values()) {
            assertThat(FraudFeatures.INPUTS.features()).contains(wording.feature());
            if (!wording.comparedWith().isEmpty()) {
                assertThat(FraudFeatures.INPUTS.features()).contains(wording.comparedWith());
            }
        }
    }

    @Test
    void everyReasonCodeHasAMeaning() {
        for (FeatureWording wording : WORDS.features().values()) {
            assertThat(WORDS.meaning(wording.reasonCode())).as(wording.feature()).isNotEmpty();
        }
        for (Explanation explanation : FraudFeatures.INPUTS.explanations()) {
            assertThat(WORDS.meaning(WORDS.explanationCode(explanation.name())))
                    .as(explanation.name())
                    .isNotEmpty();
        }
    }
}
