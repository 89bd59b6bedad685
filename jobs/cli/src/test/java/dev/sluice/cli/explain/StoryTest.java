// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.explain;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.event.TraceStep;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class StoryTest {

    private static final List<TraceStep> TRACE =
            List.of(
                    Cases.step("first-pass", "What does the cheap model say?", "FLAG at 0.9928"),
                    Cases.step(
                            "theft",
                            "Is it theft?",
                            "Yes, at 0.9",
                            "gap",
                            "3.25 (-0.2)",
                            "mean",
                            "28.7 (+0.1)",
                            "amount",
                            "120.5 (+1.7)"),
                    Cases.step(
                            "outcome",
                            "What is the outcome?",
                            "FLAG at 0.9979",
                            "passes",
                            "4",
                            "stop",
                            "decisive"));

    private static final Decision DEEP =
            Cases.decision(Outcome.FLAG, DecisionSource.DEEP, DecisionReason.UNCERTAIN, TRACE);

    private static final Decision CONFIDENT =
            Cases.decision(
                    Outcome.FLAG, DecisionSource.FIRST_PASS, DecisionReason.CONFIDENT, List.of());

    @Test
    void tellsADeepDecisionFromTheLedgerAlone() {
        assertThat(Story.of(Cases.read(DEEP), Cases.WORDS).text())
                .isEqualTo(
                        """
                        FLAG: payment payment-4711 of payer payer-12, 2020-02-08T16:19:02.831Z, at stake 694.15

                        Why FLAG
                          probability 0.9979 [0.9953, 1.0000], decided by a deep look
                          THEFT (Is it theft? Yes, at 0.9)
                          AMOUNT: an odd amount (last yes: +1.80 log-odds)

                        What the first pass saw
                          FLAG at probability 0.9928; 94.2 % of the training data looked less unusual
                          the values that it saw are not in the ledger; see the evidence below

                        Why it was escalated
                          UNCERTAIN: a deep look was likely enough to change the outcome for the promise to ask for it
                          value of a deep look: 36.8, at least the price of 34.2
                          chance that it changes the outcome: 64.3 %
                          a record like this is always looked at, as far as the budget goes

                        What the deep look asked
                          1. Is it theft?
                             Yes, at 0.9 (probability 0.9928 → 0.9979)
                             - amount: 120.50, 4.2 times the usual (+1.70)
                             - gap: 3.25 (-0.20)
                             - usual amount: 28.70 (+0.10)
                          2. What is the outcome?
                             FLAG at 0.9979 (probability 0.9928 → 0.9979)
                             - passes 4, ended since an answer was decisive

                        What it cost
                          4 of 32 passes of monte-carlo, ended since the interval of the probability lies within one outcome (interval-settled)
                          1,555 µs in queues, 627 µs for batches to fill, 16,715 µs in model calls, 1,584 µs of the device
                          price of compute at the gate: 34.2

                        What made it (revision 1)
                          first pass first-1
                          deep       deep-1
                          policy     policy-1
                          device     cpu, tf
                          features   00000000000000ff
                          seed       77
                        """);
    }

    @Test
    void marksWhatADeepLookWouldHaveSaidAsNobodysDecision() {
        String text = Story.of(Cases.replayed(CONFIDENT, DEEP), Cases.WORDS).text();

        assertThat(text)
                .contains("at shop shop-9")
                .contains("Why it was not escalated\n  CONFIDENT: ")
                .contains("drawn for an audit with probability 2.34 %")
                .contains(
                        "would have said (nobody asked it; the decision above does not rest on it)")
                .contains("the look that nobody asked for: 4 of 32 passes")
                .contains("in this replay")
                .contains("What became of it\n  the data says fraud.")
                .doesNotContain("What the deep look asked");
    }

    @Test
    void tellsTheValuesThatTheFirstPassSawTheMostInfluentialFirst() {
        assertThat(Story.of(Cases.replayed(CONFIDENT), Cases.WORDS).text())
                .contains(
                        """
                          +2.50  share of thefts: 35 %
                          +1.25  amount: 120.50, 4.2 times the usual
                          -0.50  usual amount: 28.70
                          +0.10  gap: 3.25
                        """)
                .contains(
                        "typical event, which has probability 0.0123: the medians of 9,722 events");
    }

    @ParameterizedTest
    @EnumSource(
            value = DecisionReason.class,
            names = {
                "SHED",
                "DEADLINE",
                "MODEL_ERROR",
                "BAD_OUTPUT",
                "DEVICE_LOST",
                "CIRCUIT_OPEN"
            })
    void tellsWhyAFallbackHasNoDeepAnswer(DecisionReason reason) {
        Decision fallback =
                Cases.decision(Outcome.REVIEW, DecisionSource.FALLBACK, reason, List.of());

        assertThat(Story.of(Cases.read(fallback), Cases.WORDS).text())
                .contains("the first pass, since the deep look gave no answer")
                .contains("Why it was escalated\n  UNCERTAIN: ")
                .contains("but no answer: " + reason + ": ");
    }
}
