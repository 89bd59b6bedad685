// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.quality;

import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Feedback;
import dev.sluice.decisioning.event.Outcome;

/** A decision in the sample, said in a line. */
record Sampled(
        DecisionSource source,
        Outcome outcome,
        double probability,
        Outcome firstPassOutcome,
        double firstPassProbability,
        long stake,
        double sampleProbability,
        String policy) {

    /** What the first pass decided. */
    static Sampled first(Outcome outcome, double probability) {
        return new Sampled(
                DecisionSource.FIRST_PASS,
                outcome,
                probability,
                outcome,
                probability,
                100,
                1,
                "policy-1");
    }

    /** What deep decided after a first pass. */
    Sampled deep(Outcome answer, double answered) {
        return new Sampled(
                DecisionSource.DEEP,
                answer,
                answered,
                firstPassOutcome,
                firstPassProbability,
                stake,
                sampleProbability,
                policy);
    }

    Sampled source(DecisionSource other) {
        return new Sampled(
                other,
                outcome,
                probability,
                firstPassOutcome,
                firstPassProbability,
                stake,
                sampleProbability,
                policy);
    }

    Sampled stake(long other) {
        return new Sampled(
                source,
                outcome,
                probability,
                firstPassOutcome,
                firstPassProbability,
                other,
                sampleProbability,
                policy);
    }

    Sampled sampledWith(double chance) {
        return new Sampled(
                source,
                outcome,
                probability,
                firstPassOutcome,
                firstPassProbability,
                stake,
                chance,
                policy);
    }

    Sampled policy(String version) {
        return new Sampled(
                source,
                outcome,
                probability,
                firstPassOutcome,
                firstPassProbability,
                stake,
                sampleProbability,
                version);
    }

    Feedback at(long eventTimeMs) {
        boolean deep = source == DecisionSource.DEEP;
        return new Feedback(
                "event-" + eventTimeMs,
                "customer-1",
                eventTimeMs,
                stake,
                source,
                deep ? DecisionReason.COSTLY : DecisionReason.CONFIDENT,
                deep ? "COSTLY" : "",
                probability,
                outcome,
                firstPassProbability,
                firstPassOutcome,
                0.5,
                0.1,
                1,
                1,
                sampleProbability,
                deep ? 4 : 0,
                deep ? 250 : 0,
                policy);
    }

    LabelledFeedback known(Truth truth) {
        return new LabelledFeedback(at(10), truth, LabelledFeedback.NO_LABEL);
    }
}
