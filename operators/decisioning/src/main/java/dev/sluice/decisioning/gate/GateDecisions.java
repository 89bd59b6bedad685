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

import java.util.List;

/** From a verdict of the gate to what leaves it: a decision, or an escalation. */
public final class GateDecisions {

    /** No chance is involved yet: a record is escalated always, or never. */
    private static final double ALWAYS = 1;

    private static final double NEVER = 0;

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
        FeaturizedEvent event = scored.event();
        return new Decision(
                event.eventId(),
                0,
                event.entityKey(),
                event.eventTimeMs(),
                answer(scored, policy),
                DecisionSource.FIRST_PASS,
                verdict.reason(),
                new Decision.Appraisal(
                        "",
                        verdict.uncertainty(),
                        scored.novelty(),
                        event.stake(),
                        verdict.value(),
                        NEVER),
                Decision.Effort.NONE,
                new Decision.Versions(
                        scored.modelVersion(),
                        "",
                        policy.version(),
                        0,
                        0,
                        FeatureHash.of(event.features()),
                        scored.device(),
                        scored.natives()),
                new Decision.Timings(0, scored.batchMicros(), scored.inferenceMicros()),
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
                answer(scored, policy),
                verdict.escalation(),
                verdict.uncertainty(),
                verdict.value(),
                ALWAYS,
                policy.version(),
                seed,
                deepModelVersion,
                nowMs);
    }

    private static Decision.Verdict answer(ScoredEvent scored, Policy policy) {
        double probability = scored.probability();
        Calibration calibration = policy.firstPass();
        return new Decision.Verdict(
                probability,
                calibration.low(probability),
                calibration.high(probability),
                policy.thresholds().outcome(probability));
    }
}
