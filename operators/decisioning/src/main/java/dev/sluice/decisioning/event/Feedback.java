// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.event;

import dev.sluice.decisioning.privacy.LoggedIdentifiers;

/**
 * What the controller and the join with labels learn from a decision: one compact record on the
 * feedback topic.
 *
 * @param eventId id of the event
 * @param entityKey entity of the event
 * @param eventTimeMs when the event happened, milliseconds since the epoch, UTC
 * @param stake what is at stake
 * @param source who decided
 * @param reason why this source
 * @param escalation why it was escalated; the empty string if it was not
 * @param probability calibrated probability that was decided on
 * @param outcome what was decided
 * @param firstPassProbability calibrated probability of the first pass
 * @param firstPassOutcome what the first pass would do
 * @param novelty novelty of the event
 * @param chance chance, as the gate saw it, that a deep look changes the outcome
 * @param value value of a deep look, by the objective of the gate
 * @param inclusionProbability probability with which a record like this is looked at deeply
 * @param sampleProbability probability with which a decision like this is fed back
 * @param passes deep passes that were run
 * @param deviceMicros time of the device that was spent on it, microseconds
 * @param policy version of the policy
 */
public record Feedback(
        String eventId,
        String entityKey,
        long eventTimeMs,
        long stake,
        DecisionSource source,
        DecisionReason reason,
        String escalation,
        double probability,
        Outcome outcome,
        double firstPassProbability,
        Outcome firstPassOutcome,
        double novelty,
        double chance,
        double value,
        double inclusionProbability,
        double sampleProbability,
        int passes,
        long deviceMicros,
        String policy) {

    /** The feedback of a decision that is drawn with a probability. */
    public static Feedback of(Decision decision, double sampleProbability) {
        Decision.Appraisal gate = decision.appraisal();
        return new Feedback(
                decision.eventId(),
                decision.entityKey(),
                decision.eventTimeMs(),
                gate.stake(),
                decision.source(),
                decision.reason(),
                gate.escalation(),
                decision.verdict().probability(),
                decision.verdict().outcome(),
                gate.firstPassProbability(),
                gate.firstPassOutcome(),
                gate.novelty(),
                gate.chance(),
                gate.value(),
                gate.inclusionProbability(),
                sampleProbability,
                decision.effort().passesUsed(),
                decision.timings().deviceMicros(),
                decision.versions().policy());
    }

    /** Whether deep looked at it and answered. */
    public boolean deep() {
        return source == DecisionSource.DEEP;
    }

    /** Whether deep decided otherwise than the first pass would have. */
    public boolean changed() {
        return deep() && outcome != firstPassOutcome;
    }

    /** Whether it was drawn for an audit. */
    public boolean audit() {
        return escalation.equals(EscalationReason.AUDIT.name()) || auditRefused();
    }

    /** Whether it was drawn for an audit that never came about: no budget, or no answer. */
    public boolean auditMissed() {
        return audit() && !deep();
    }

    private boolean auditRefused() {
        return source == DecisionSource.FIRST_PASS
                && EventDraw.AUDIT.of(eventId) < inclusionProbability;
    }

    /** For logs: identifiers as they may appear there. */
    @Override
    public String toString() {
        return "Feedback[event "
                + LoggedIdentifiers.of(eventId)
                + " of "
                + LoggedIdentifiers.of(entityKey)
                + ", time "
                + eventTimeMs
                + "]";
    }
}
