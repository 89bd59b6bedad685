// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.quality;

import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Feedback;
import dev.sluice.decisioning.event.Outcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JoinRulesTest {

    private static final JoinRules RULES =
            new JoinRules(Duration.ofMillis(30), Duration.ofMillis(7));
    private static final Sampled CLEARED = Sampled.first(Outcome.CLEAR, 0.01);

    @ParameterizedTest
    @CsvSource({"92, false", "93, true", "100, true", "130, true", "131, false"})
    void aLabelCountsFromEarlyBeforeItsEventToTheHorizonAfterIt(long availableAt, boolean counts) {
        assertThat(RULES.counts(new Label("event", true, availableAt), CLEARED.at(100)))
                .isEqualTo(counts);
    }

    @ParameterizedTest
    @CsvSource({
        "false, 51, true",
        "false, 50, false",
        "false, 49, false",
        "true, 50, true",
        "true, 49, false"
    })
    void theLabelThatBecameKnownLastReplacesAndBadWinsATie(
            boolean bad, long availableAt, boolean replaces) {
        LabelledFeedback good =
                LabelledFeedback.pending(CLEARED.at(10)).with(new Label("event", false, 50));

        assertThat(JoinRules.replaces(new Label("event", bad, availableAt), good))
                .isEqualTo(replaces);
    }

    @Test
    void anyLabelReplacesNone() {
        assertThat(
                        JoinRules.replaces(
                                new Label("event", false, 0),
                                LabelledFeedback.pending(CLEARED.at(10))))
                .isTrue();
    }

    @Test
    void ofDecisionsAboutAnEventThatOfDeepStands() {
        Feedback provisional = CLEARED.source(DecisionSource.PROVISIONAL).at(10);
        Feedback fallback = CLEARED.source(DecisionSource.FALLBACK).at(10);
        Feedback deep = CLEARED.deep(Outcome.FLAG, 0.9).at(10);

        assertThat(JoinRules.replaces(deep, provisional)).isTrue();
        assertThat(JoinRules.replaces(deep, fallback)).isTrue();
        assertThat(JoinRules.replaces(fallback, provisional)).isTrue();
        assertThat(JoinRules.replaces(provisional, deep)).isFalse();
        assertThat(JoinRules.replaces(deep, deep)).isFalse();
    }

    @Test
    void ofTwoDifferentDecisionsOneStandsWhateverTheOrder() {
        Feedback a = CLEARED.at(10);
        Feedback b = Sampled.first(Outcome.CLEAR, 0.02).at(10);

        assertThat(JoinRules.replaces(a, b)).isNotEqualTo(JoinRules.replaces(b, a));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.5, Double.NaN, Double.MIN_VALUE})
    void aWeightThatIsNoneIsNotReadable(double sampleProbability) {
        assertThat(JoinRules.readable(CLEARED.sampledWith(sampleProbability).at(10))).isFalse();
    }

    @Test
    void aProbabilityThatIsNoneIsNotReadable() {
        assertThat(JoinRules.readable(Sampled.first(Outcome.CLEAR, Double.NaN).at(10))).isFalse();
        assertThat(JoinRules.readable(Sampled.first(Outcome.CLEAR, 1.01).at(10))).isFalse();
        assertThat(JoinRules.readable(CLEARED.at(10))).isTrue();
    }

    @Test
    void expiryNeverOverflows() {
        assertThat(RULES.expiryMs(CLEARED.at(Long.MAX_VALUE - 3))).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aNegativeSpanIsRefusedByName() {
        assertThatThrownBy(() -> new JoinRules(Duration.ofMillis(-1), Duration.ZERO))
                .hasMessageContaining("labels.join.horizon is PT-0.001S")
                .hasMessageContaining("expected 0 to 100 years");
    }
}
