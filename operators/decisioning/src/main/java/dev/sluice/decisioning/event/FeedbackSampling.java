// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.event;

import java.io.Serializable;
import java.util.Optional;

/**
 * Which decisions are fed back: all that were escalated, flagged, sent to review or drawn for an
 * audit, and of the rest a sample by a hash of the event id.
 *
 * @param rest probability with which one of the rest is fed back
 */
public record FeedbackSampling(double rest) implements Serializable {

    /** Refuses what is no probability. */
    public FeedbackSampling {
        if (!(rest >= 0 && rest <= 1)) {
            throw new IllegalArgumentException(
                    "sample of decisions is " + rest + "; expected a share from 0 to 1");
        }
    }

    /** The feedback of a decision, if it is fed back. */
    public Optional<Feedback> sample(Decision decision) {
        double probability = probability(decision);
        return probability >= 1 || EventDraw.LABELS.of(decision.eventId()) < probability
                ? Optional.of(Feedback.of(decision, probability))
                : Optional.empty();
    }

    private double probability(Decision decision) {
        Decision.Appraisal gate = decision.appraisal();
        boolean always =
                !gate.escalation().isEmpty()
                        || decision.verdict().outcome() != Outcome.CLEAR
                        || EventDraw.AUDIT.of(decision.eventId()) < gate.inclusionProbability();
        return always ? 1 : rest;
    }
}
