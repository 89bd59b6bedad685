// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import dev.sluice.inference.Explanation;
import dev.sluice.inference.FeatureWording;
import dev.sluice.inference.Vocabulary;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class SensorVocabularyTest {

    private static final Vocabulary WORDS = new SensorUseCase().vocabulary();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deviation_size | 6.25   | distance from the median, in middle halves of the past: 6.25",
                "change         | 3.1    | change since the last reading as a multiple of a large one: 3.1 times",
                "rank_surprise  | 6.9078 | share of the past that was as high or as low: 0.1 %",
                "stuck          | 3.2581 | readings in a row that repeat the one before: 25",
                "gap            | 2.4849 | time since the last reading as a multiple of the usual one: 12 times",
                "history        | 0      | earlier readings of the channel: 0",
                "channels       | 2.0794 | channels: 8",
                "missing_share  | 0.25   | channels without a value: 25 %",
            })
    void readsAsAnEngineerWouldSayIt(String feature, double value, String words) {
        assertThat(WORDS.words(feature, value, Map.of())).isEqualTo(words);
    }

    @Test
    void everyFeatureHasAWordingAndNoWordingIsOfAnotherFeature() {
        assertThat(WORDS.features().keySet())
                .containsExactlyInAnyOrderElementsOf(SensorFeatures.INPUTS.features());
    }

    @Test
    void noTwoFeaturesAreToldAlike() {
        assertThat(WORDS.features().values())
                .extracting(FeatureWording::label)
                .doesNotHaveDuplicates();
    }

    @Test
    void everyReasonCodeHasAMeaning() {
        for (FeatureWording wording : WORDS.features().values()) {
            assertThat(WORDS.meaning(wording.reasonCode())).as(wording.feature()).isNotEmpty();
        }
        for (Explanation explanation : SensorFeatures.INPUTS.explanations()) {
            assertThat(WORDS.meaning(WORDS.explanationCode(explanation.name())))
                    .as(explanation.name())
                    .isNotEmpty();
        }
    }
}
