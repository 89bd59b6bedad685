// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.label;

import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Feedback;
import dev.sluice.decisioning.event.Outcome;

/** Sampled decisions for tests. */
final class Feedbacks {

    private Feedbacks() {}

    /** The first pass cleared it. */
    static Feedback cleared(String id, long eventTimeMs) {
        return of(id, eventTimeMs, DecisionSource.FIRST_PASS, Outcome.CLEAR, 0.01, 0.01, 100, 1);
    }

    /** Deep flagged what the first pass would have cleared. */
    static Feedback flaggedByDeep(String id, long eventTimeMs) {
        return of(id, eventTimeMs, DecisionSource.DEEP, Outcome.FLAG, 0.9, 0.01, 100, 1);
    }

    static Feedback of(
            String id,
            long eventTimeMs,
            DecisionSource source,
            Outcome outcome,
            double probability,
            double firstPassProbability,
            long stake,
            double sampleProbability) {
        boolean firstPass = source == DecisionSource.FIRST_PASS;
        return new Feedback(
                id,
                "customer-1",
                eventTimeMs,
                stake,
                source,
                firstPass ? DecisionReason.CONFIDENT : DecisionReason.COSTLY,
                firstPass ? "" : "COSTLY",
                probability,
                outcome,
                firstPassProbability,
                firstPass ? outcome : Outcome.CLEAR,
                0.5,
                0.1,
                1,
                1,
                sampleProbability,
                firstPass ? 0 : 4,
                firstPass ? 0 : 250,
                "policy-1");
    }
}
