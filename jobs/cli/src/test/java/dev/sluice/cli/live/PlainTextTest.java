// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PlainTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "short | short",
                "sixteen letters. | sixteen letters.",
                "seventeen letters | seventeen letter…",
                "<b>&\"' → µ | <b>&\"' → µ"
            })
    void cutsWhatIsTooLongAndKeepsTheRest(String text, String expected) {
        assertThat(PlainText.of(text, 16)).isEqualTo(expected);
    }

    @Test
    void replacesWhatCannotBeSeen() {
        assertThat(PlainText.of("a\u0000b\nc\u202Ed\u2066e\u200Bf\uD800g\u2028", 20))
                .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf\uFFFDg\uFFFD");
    }

    @Test
    void doesNotCutACharacterInTwo() {
        assertThat(PlainText.of("\uD83D\uDE00\uD83D\uDE00", 1)).isEqualTo("\uD83D\uDE00…");
    }
}
