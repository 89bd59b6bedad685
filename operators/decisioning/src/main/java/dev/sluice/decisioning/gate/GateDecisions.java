// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.FeatureHash;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.decisioning.privacy.LoggedIdentifiers;

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
                            + LoggedIdentifiers.of(scored.event().eventId())
                            + "' is escalated as "
                            + verdict.reason()
                            + "; expected one that the first pass decides");
        }
        FeaturizedEvent event = scored.event();
        return new Decision(
                event.eventId(),
                0,
                event.entityKey(),
                event.eventTimeMs(),
                answer(scored, verdict, policy),
                DecisionSource.FIRST_PASS,
                verdict.reason(),
                new Decision.Appraisal(
                        "",
                        verdict.uncertainty(),
                        scored.novelty(),
                        event.stake(),
                        verdict.value(),
                        verdict.inclusionProbability(),
                        scored.probability(),
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

    /**
     * The escalation of a record.
     *
     * @param seed seed of the stochastic passes, or {@link Escalation#SEED_OF_THE_EVENT}
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
                answer(scored, verdict, policy),
                verdict.escalation(),
                verdict.uncertainty(),
                verdict.chance(),
                verdict.value(),
                verdict.price(),
                verdict.inclusionProbability(),
                policy.version(),
                seed,
                deepModelVersion,
                nowMs);
    }

    private static Decision.Verdict answer(ScoredEvent scored, GateVerdict verdict, Policy policy) {
        double probability = scored.probability();
        Calibration calibration = policy.firstPass();
        return new Decision.Verdict(
                probability,
                calibration.low(probability),
                calibration.high(probability),
                verdict.outcome());
    }
}
