// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.event;

import java.util.List;

/**
 * A record on its way to the deep engine, with all that is needed to judge it, or to fall back.
 *
 * <p>It carries what the gate alone knows. What follows from that, such as the fallback, is made
 * where it is needed: whoever hands escalations over must not wait for it.
 *
 * @param scored the event and the answer of the first pass
 * @param verdict the answer that stands if deep gives none
 * @param reason why it was escalated
 * @param uncertainty 0 certain to 1 at an outcome threshold
 * @param chance chance that a deep look changes the outcome
 * @param value value of a deep look, by the objective of the gate
 * @param price price that the value was compared with
 * @param inclusionProbability probability with which a record like this is escalated
 * @param policyVersion version of the policy that escalated it
 * @param seed seed of its stochastic passes under the model version that it asks for, or {@link
 *     #SEED_OF_THE_EVENT}
 * @param deepModelVersion model version that must judge it
 * @param escalatedAtMs wall-clock time at the gate; the deadline runs from here
 */
public record Escalation(
        ScoredEvent scored,
        Decision.Verdict verdict,
        EscalationReason reason,
        double uncertainty,
        double chance,
        double value,
        double price,
        double inclusionProbability,
        String policyVersion,
        long seed,
        String deepModelVersion,
        long escalatedAtMs) {

    /**
     * Stands for the seed that follows from the event and the model that judges it: all that the
     * stream escalates has that one, and who judges makes it.
     */
    public static final long SEED_OF_THE_EVENT = 0;

    /**
     * The decision that stands if deep gives no answer, made anew on each call.
     *
     * <p>It carries the reason of the escalation, until whoever falls back replaces it by why deep
     * gave no answer.
     */
    public Decision fallback() {
        FeaturizedEvent event = scored.event();
        return new Decision(
                event.eventId(),
                0,
                event.entityKey(),
                event.eventTimeMs(),
                verdict,
                DecisionSource.FALLBACK,
                DecisionReason.of(reason),
                appraisal(uncertainty),
                Decision.Effort.NONE,
                new Decision.Versions(
                        scored.modelVersion(),
                        "",
                        policyVersion,
                        price,
                        0,
                        FeatureHash.of(event.features()),
                        scored.device(),
                        scored.natives()),
                new Decision.Timings(0, scored.batchMicros(), scored.inferenceMicros(), 0),
                List.of());
    }

    /** How the gate saw the record, with the uncertainty of whoever decides it. */
    public Decision.Appraisal appraisal(double uncertaintyOfDecision) {
        return new Decision.Appraisal(
                reason.name(),
                uncertaintyOfDecision,
                scored.novelty(),
                scored.event().stake(),
                value,
                inclusionProbability,
                scored.probability(),
                verdict.outcome(),
                chance);
    }
}
