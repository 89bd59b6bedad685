// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

import dev.sluice.cli.explain.Words;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.event.TraceStep;
import dev.sluice.decisioning.quality.Quality;
import dev.sluice.inference.ModelInputs;
import dev.sluice.inference.ValueUnit;
import dev.sluice.inference.Vocabulary;

import java.util.List;
import java.util.Map;

/** Decisions and figures of quality, as they come from topics. */
final class Decided {

    static final Words WORDS =
            new Words(
                    new ModelInputs("payments", List.of("amount"), List.of(), 0, List.of()),
                    new Vocabulary(
                            "payment",
                            "payer",
                            ValueUnit.MINOR_MONEY,
                            Map.of(),
                            Map.of(),
                            Map.of()));

    private Decided() {}

    static Decision firstPass(String id) {
        return of(id, DecisionSource.FIRST_PASS, DecisionReason.CONFIDENT, 0, "");
    }

    static Decision deep(String id, int passes) {
        return of(id, DecisionSource.DEEP, DecisionReason.COSTLY, passes, "COSTLY");
    }

    static Decision fallback(String id, int passes) {
        return of(id, DecisionSource.FALLBACK, DecisionReason.DEADLINE, passes, "NOVEL");
    }

    static Decision provisional(String id) {
        return of(id, DecisionSource.PROVISIONAL, DecisionReason.COSTLY, 0, "COSTLY");
    }

    static Decision of(
            String id,
            DecisionSource source,
            DecisionReason reason,
            int passes,
            String escalation) {
        return new Decision(
                id,
                source == DecisionSource.DEEP ? 1 : 0,
                "payer of " + id,
                1_581_178_742_831L,
                new Decision.Verdict(0.5, 0.4, 0.6, Outcome.REVIEW),
                source,
                reason,
                new Decision.Appraisal(escalation, 0, 0.5, 1200, 3, 1, 0.5, Outcome.FLAG, 0.25),
                passes == 0
                        ? Decision.Effort.NONE
                        : new Decision.Effort(passes, 32, "max-passes", "monte-carlo"),
                new Decision.Versions("f", "d", "policy-7", 1.5, 1, 1, "cpu", "tf"),
                new Decision.Timings(1, 2, 3, 4_000),
                escalation.isEmpty()
                        ? List.of()
                        : List.of(
                                new TraceStep(
                                        "outcome",
                                        "What is the outcome of " + id + "?",
                                        "REVIEW",
                                        0.5,
                                        0.5,
                                        Map.of("passes", "" + passes))));
    }

    static Quality quality(Quality.State state, long windowStartMs) {
        Quality.Scores scores = new Quality.Scores(0.75, 0.5, 0.6, 0.01, 0.02, 0.003, 0.1);
        return new Quality(
                windowStartMs,
                windowStartMs + 86_400_000,
                state,
                windowStartMs,
                40,
                1000,
                38,
                List.of(),
                new Quality.Rates(0.01, 0.02, 0.05, 0.04, 0.01, 0.9),
                scores,
                scores,
                List.of(),
                new Quality.Money(12_345, 1, 2, 3, 4, 23_456, 5, 6, 7),
                new Quality.Effort(8, 9));
    }
}
