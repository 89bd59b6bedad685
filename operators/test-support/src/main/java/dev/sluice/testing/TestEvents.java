// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.testing;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.deep.PassSeed;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.EscalationReason;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.decisioning.gate.AuditSampling;
import dev.sluice.decisioning.gate.BudgetConfig;
import dev.sluice.decisioning.gate.BudgetUnit;
import dev.sluice.decisioning.gate.ChanceModel;
import dev.sluice.decisioning.gate.ComputeBudget;
import dev.sluice.decisioning.gate.CostMatrix;
import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.decisioning.gate.GateDecisions;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.gate.GateObjective;
import dev.sluice.decisioning.gate.GatePolicy;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.gate.PromiseConfig;
import dev.sluice.decisioning.gate.Thresholds;

import java.util.Map;

/** Events between the stages, made to fit the {@link FakeModelBackend}s. */
public final class TestEvents {

    /** Width of the features: probability, novelty or scatter, and one more. */
    public static final int FEATURES = 3;

    /** Width of the context. */
    public static final int CONTEXT = 4;

    /**
     * Default thresholds, no calibration; escalates within 0.5 logits of a threshold and from a
     * novelty of 0.99, without limit.
     */
    public static final Policy POLICY =
            Policy.of(
                    "policy-1",
                    "fake",
                    CostMatrix.of(Thresholds.DEFAULT),
                    Calibration.IDENTITY,
                    Map.of(
                            "monte-carlo", Calibration.IDENTITY,
                            "refine", Calibration.IDENTITY,
                            "best-of-n", Calibration.IDENTITY,
                            "steps", Calibration.IDENTITY),
                    gate(0.5, 0.99, 1));

    /** A price that no uncertainty reaches. */
    private static final double NEVER = 2;

    private TestEvents() {}

    /**
     * A gate that escalates within a window around each threshold, and novel records.
     *
     * @param window half width in logits
     * @param novelFrom novelty from which on records are escalated
     * @param share highest share of the events; a tenth of it for novel records, none for audits
     */
    public static GateConfig gate(double window, double novelFrom, double share) {
        return new GateConfig(
                GateObjective.UNCERTAINTY,
                ChanceModel.PRIOR,
                NEVER,
                novelFrom,
                new BudgetConfig(BudgetUnit.EVENTS, share, 0.1, 0),
                new PromiseConfig(1, ChanceModel.PRIOR.chance(0, window, 0), AuditSampling.NONE));
    }

    /**
     * An event that the fake first pass gives a probability and a novelty, and on which the passes
     * of the fake deep model scatter around the probability by the novelty.
     */
    public static FeaturizedEvent event(String id, double probability, double novelty) {
        return new FeaturizedEvent(
                id,
                "entity-" + Math.floorMod(id.hashCode(), 10),
                1_522_540_800_000L,
                5000,
                new float[] {(float) probability, (float) novelty, id.length()},
                new float[] {1, 2, 3, 4});
    }

    /** The same event as the fake first pass scores it. */
    public static ScoredEvent scored(String id, double probability, double novelty) {
        return new ScoredEvent(
                event(id, probability, novelty),
                (float) probability,
                probability,
                (float) novelty,
                FakeManifests.FIRST_PASS_VERSION,
                0,
                0,
                "cpu",
                "fake");
    }

    /**
     * An escalation at a time.
     *
     * @param probability close to an outcome threshold
     * @throws IllegalStateException if the gate of {@link #POLICY} would not escalate the event
     */
    public static Escalation escalation(
            String id, double probability, double novelty, long escalatedAtMs) {
        ScoredEvent scored = scored(id, probability, novelty);
        return GateDecisions.escalation(
                scored,
                new GatePolicy(POLICY, new ComputeBudget(POLICY.gate().budget(), 1))
                        .judge(scored, GateMode.ON, escalatedAtMs),
                POLICY,
                PassSeed.of(id, FakeManifests.DEEP_VERSION),
                FakeManifests.DEEP_VERSION,
                escalatedAtMs);
    }

    /** The same escalation for another reason and of another value. */
    public static Escalation valued(Escalation escalation, EscalationReason reason, double value) {
        return new Escalation(
                escalation.scored(),
                escalation.verdict(),
                reason,
                escalation.uncertainty(),
                escalation.chance(),
                value,
                escalation.price(),
                escalation.inclusionProbability(),
                escalation.policyVersion(),
                escalation.seed(),
                escalation.deepModelVersion(),
                escalation.escalatedAtMs());
    }

    /** A decision with all timings zero: the part that has to be equal in every run. */
    public static Decision withoutTimings(Decision decision) {
        return new Decision(
                decision.eventId(),
                decision.revision(),
                decision.entityKey(),
                decision.eventTimeMs(),
                decision.verdict(),
                decision.source(),
                decision.reason(),
                decision.appraisal(),
                decision.effort(),
                decision.versions(),
                new Decision.Timings(0, 0, 0, 0),
                decision.trace());
    }
}
