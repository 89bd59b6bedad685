// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.explain;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Outcome;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class MasksTest {

    private static final Decision DEEP =
            Cases.decision(Outcome.FLAG, DecisionSource.DEEP, DecisionReason.UNCERTAIN, List.of());

    private static final Decision FIRST =
            Cases.decision(
                    Outcome.FLAG, DecisionSource.FIRST_PASS, DecisionReason.CONFIDENT, List.of());

    private final Masks masks = Masks.numbered(Cases.WORDS);

    @Test
    void noIdentifierIsLeftInTextOrJson() throws Exception {
        Case masked = masks.of(Cases.replayed(FIRST, DEEP));

        String text = Story.of(masked, Cases.WORDS).text();
        String json =
                new ObjectMapper()
                        .writeValueAsString(ExplanationJson.of(1, 0, List.of(masked), Cases.WORDS));
        for (String output : List.of(text, json)) {
            assertThat(output)
                    .contains("payment#1", "payer#1", "shop#1")
                    .doesNotContain("payment-4711", "payer-12", "shop-9");
        }
    }

    @Test
    void aFunctionStandsForIdentifiersOfEveryKind() {
        Case masked =
                Masks.by(Cases.WORDS, id -> "<" + id.length() + ">").of(Cases.replayed(FIRST));

        assertThat(Story.of(masked, Cases.WORDS).text())
                .contains("<" + "payment-4711".length() + ">")
                .doesNotContain("payment-4711", "payer-12", "shop-9");
    }

    @Test
    void theSeedGoesSinceItFollowsFromTheId() {
        assertThat(masks.of(Cases.read(DEEP)).decision().versions().seed()).isZero();
        assertThat(Story.of(masks.of(Cases.read(DEEP)), Cases.WORDS).text()).doesNotContain("seed");
    }

    @Test
    void theSameIdentifierHasTheSameMask() {
        Case first = masks.of(Cases.read(DEEP));
        Case second = masks.of(Cases.replayed(FIRST));

        assertThat(second.decision().eventId()).isEqualTo(first.decision().eventId());
        assertThat(second.decision().entityKey()).isEqualTo(first.decision().entityKey());
    }

    @Test
    void masksNothingElse() {
        assertThat(masks.of(Cases.replayed(FIRST)).seen()).isEqualTo(Cases.replayed(FIRST).seen());
        assertThat(masks.of(Cases.read(DEEP)).decision().verdict()).isEqualTo(DEEP.verdict());
    }
}
