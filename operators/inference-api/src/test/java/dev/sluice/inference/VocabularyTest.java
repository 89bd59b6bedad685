// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VocabularyTest {

    private static final FeatureWording AMOUNT =
            FeatureWording.of("amount", "amount", ValueUnit.MONEY, "AMOUNT_UNUSUAL")
                    .comparedWith("mean", "the usual mean");

    private static final Vocabulary WORDS =
            new Vocabulary(
                    "payment",
                    "payer",
                    ValueUnit.MINOR_MONEY,
                    Vocabulary.byFeature(List.of(AMOUNT)),
                    Map.of("stolen", "CARD_STOLEN"),
                    Map.of("CARD_STOLEN", "the card is stolen"));

    @Test
    void tellsAValueAsAMultipleOfAnotherThatIsKnown() {
        assertThat(WORDS.words("amount", 120.5, Map.of("mean", 28.7)))
                .isEqualTo("amount: 120.50, 4.2 times the usual mean");
    }

    @Test
    void leavesOutAComparisonWithWhatIsUnknownOrZero() {
        assertThat(WORDS.words("amount", 120.5, Map.of())).isEqualTo("amount: 120.50");
        assertThat(WORDS.words("amount", 120.5, Map.of("mean", 0.0))).isEqualTo("amount: 120.50");
        assertThat(WORDS.words("amount", 120.5, Map.of("mean", Double.NaN)))
                .isEqualTo("amount: 120.50");
    }

    @Test
    void whatHasNoWordGoesByItsName() {
        assertThat(WORDS.words("customer_gap", 3.25, Map.of())).isEqualTo("customer_gap: 3.25");
        assertThat(WORDS.feature("customer_gap").reasonCode()).isEqualTo("CUSTOMER_GAP");
        assertThat(WORDS.explanationCode("leaked-card")).isEqualTo("LEAKED_CARD");
        assertThat(WORDS.explanationCode("stolen")).isEqualTo("CARD_STOLEN");
        assertThat(WORDS.meaning("CARD_STOLEN")).isEqualTo("the card is stolen");
        assertThat(WORDS.meaning("LEAKED_CARD")).isEmpty();
    }

    @Test
    void refusesTwoWordingsOfOneFeature() {
        assertThatThrownBy(() -> Vocabulary.byFeature(List.of(AMOUNT, AMOUNT)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'amount' has two wordings");
    }
}
