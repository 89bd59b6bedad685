// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.explain;

import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.event.TraceStep;
import dev.sluice.fraud.FraudUseCase;
import dev.sluice.sensors.SensorUseCase;
import dev.sluice.stream.UseCase;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class ReasonCodesTest {

    private static final TraceStep RACE =
            Cases.step(
                    "candidates",
                    "Which explanation fits the evidence best?",
                    "It is theft.",
                    "fine",
                    "0.1",
                    "theft",
                    "0.8",
                    "shop",
                    "0.3");

    private static final TraceStep YES =
            Cases.step("shop", "Does it cheat?", "Yes, at 0.9", "amount", "120.5 (+1.7)");

    private static final TraceStep VERDICT =
            Cases.step(
                    "verdict",
                    "All in all, is it bad?",
                    "Yes, at 0.99",
                    "amount",
                    "120.5 (+0.3)",
                    "mean",
                    "28.7 (+0.3)",
                    "gap",
                    "3.25 (-2)");

    @Test
    void theExplanationThatWonComesFirst() {
        assertThat(codes(Outcome.FLAG, RACE)).containsExactly("THEFT");
    }

    @Test
    void theLastRoundOfTheRaceCounts() {
        TraceStep later =
                Cases.step("candidates", "Which?", "It is fine.", "fine", "0.9", "theft", "0.1");

        assertThat(codes(Outcome.CLEAR, RACE, later)).containsExactly("FINE");
    }

    @Test
    void anExplanationOnTheOtherSideOfTheOutcomeIsNoReason() {
        assertThat(codes(Outcome.CLEAR, RACE)).containsExactly("SCORE_LOW");
    }

    @Test
    void aYesAndItsEvidenceAreReasons() {
        assertThat(codes(Outcome.FLAG, YES, VERDICT)).containsExactly("SHOP", "AMOUNT");
    }

    @Test
    void theEvidenceOfANoIsNoReason() {
        TraceStep no = Cases.step("theft", "Is it theft?", "No, at 0.02", "amount", "120.5 (+1.6)");

        assertThat(codes(Outcome.FLAG, no)).containsExactly("SCORE_HIGH");
    }

    @Test
    void passesWithoutReasonsLeaveTheScore() {
        TraceStep passes = Cases.step("passes", "Settled?", "FLAG", "mean", "0.998", "low", "0.9");

        assertThat(codes(Outcome.FLAG, passes)).containsExactly("SCORE_HIGH");
    }

    @Test
    void theStrongestEvidenceOfTheFirstPassIsAddedUpByCode() {
        List<ReasonCode> codes =
                ReasonCodes.of(
                        Cases.replayed(
                                Cases.decision(
                                        Outcome.FLAG,
                                        DecisionSource.FIRST_PASS,
                                        DecisionReason.CONFIDENT,
                                        List.of())),
                        Cases.WORDS);

        assertThat(codes)
                .containsExactly(
                        new ReasonCode("SHOP", "a risky shop", "first pass: +2.50 log-odds"),
                        new ReasonCode("AMOUNT", "an odd amount", "first pass: +0.75 log-odds"));
    }

    @ParameterizedTest
    @CsvSource({
        "FLAG,   FIRST_PASS, RULE,      LIST_BLOCKED",
        "CLEAR,  FIRST_PASS, RULE,      LIST_ALLOWED",
        "CLEAR,  FIRST_PASS, CONFIDENT, SCORE_LOW",
        "REVIEW, FIRST_PASS, BUDGET,    SCORE_HIGH",
        "REVIEW, FALLBACK,   SHED,      SCORE_HIGH NO_DEEP_ANSWER",
        "FLAG,   DEEP,       NOVEL,     SCORE_HIGH NOVEL_PATTERN",
    })
    void whereNothingElseIsKnownTheLedgerTellsWhy(
            Outcome outcome, DecisionSource source, DecisionReason reason, String expected) {
        assertThat(
                        ReasonCodes.of(
                                Cases.read(Cases.decision(outcome, source, reason, List.of())),
                                Cases.WORDS))
                .extracting(ReasonCode::code)
                .containsExactly(expected.split(" "));
    }

    @Test
    void everyCodeIsDocumentedWithItsMeaning() throws Exception {
        String document = Files.readString(Path.of("../../docs/explain.md"));

        ReasonCodes.GENERAL.forEach(
                (code, meaning) -> assertThat(document).contains("| `" + code + "` | " + meaning));
        for (UseCase<?, ?> useCase : List.of(new FraudUseCase(), new SensorUseCase())) {
            useCase.vocabulary()
                    .meanings()
                    .forEach(
                            (code, meaning) ->
                                    assertThat(document).contains("| `" + code + "` | " + meaning));
        }
    }

    private static List<String> codes(Outcome outcome, TraceStep... trace) {
        return ReasonCodes.of(
                        Cases.read(
                                Cases.decision(
                                        outcome,
                                        DecisionSource.DEEP,
                                        DecisionReason.COSTLY,
                                        List.of(trace))),
                        Cases.WORDS)
                .stream()
                .map(ReasonCode::code)
                .toList();
    }
}
