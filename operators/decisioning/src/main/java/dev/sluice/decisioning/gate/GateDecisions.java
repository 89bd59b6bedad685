// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.FeatureHash;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.ScoredEvent;

import java.util.List;

/** From a verdict of the gate to what leaves it: a decision, or an escalation. */
public final class GateDecisions {

    private GateDecisions() {}

    /**
     * The decision of the first pass on a record that is not escalated.
     *
     * @throws IllegalArgumentException if the verdict escalates it
     */
    public static Decision firstPass(ScoredEvent scored, GateVerdict verdict, Policy policy) {
        if (verdict.escalated()) {
            throw new IllegalArgumentException(
                    "Event '"
                            + scored.event().eventId()
                            + "' is escalated as "
                            + verdict.reason()
                            + "; expected one that the first pass decides");
        }
        return decision(scored, verdict, policy, DecisionSource.FIRST_PASS);
    }

    /**
     * The escalation of a record, with the fallback that stands if deep gives no answer.
     *
     * <p>The fallback carries the reason of the escalation until deep replaces it by why it gave no
     * answer.
     *
     * @param seed seed of the stochastic passes
     * @param deepModelVersion model version that must judge it
     * @param nowMs wall-clock time, milliseconds since the epoch
     * @throws IllegalStateException if the verdict does not escalate it
     */
    public static Escalation escalation(
            ScoredEvent scored,
            GateVerdict verdict,
            Policy policy,
            long seed,
            String deepModelVersion,
            long nowMs) {
        return new Escalation(
                scored,
                decision(scored, verdict, policy, DecisionSource.FALLBACK),
                verdict.escalation(),
                seed,
                deepModelVersion,
                nowMs);
    }

    private static Decision decision(
            ScoredEvent scored, GateVerdict verdict, Policy policy, DecisionSource source) {
        FeaturizedEvent event = scored.event();
        double probability = scored.probability();
        Calibration calibration = policy.firstPass();
        DecisionReason reason = verdict.reason();
        boolean escalated = verdict.escalated();
        return new Decision(
                event.eventId(),
                0,
                event.entityKey(),
                event.eventTimeMs(),
                new Decision.Verdict(
                        probability,
                        calibration.low(probability),
                        calibration.high(probability),
                        verdict.outcome()),
                source,
                reason,
                new Decision.Appraisal(
                        escalated ? reason.name() : "",
                        verdict.uncertainty(),
                        scored.novelty(),
                        event.stake(),
                        verdict.value(),
                        verdict.inclusionProbability(),
                        probability,
                        verdict.outcome(),
                        verdict.chance()),
                Decision.Effort.NONE,
                new Decision.Versions(
                        scored.modelVersion(),
                        "",
                        policy.version(),
                        verdict.price(),
                        0,
                        FeatureHash.of(event.features()),
                        scored.device(),
                        scored.natives()),
                new Decision.Timings(0, scored.batchMicros(), scored.inferenceMicros(), 0),
                List.of());
    }
}
