// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.deep.PassSeed;
import dev.sluice.decisioning.event.Escalation;
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

/** Records for the tests of the rules. */
public final class TestRecords {

    /** Default thresholds, no calibration, and a gate that escalates all but the clearest. */
    public static final Policy POLICY =
            Policy.of(
                    "policy-1",
                    "fraud",
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

    private TestRecords() {}

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

    /** A scored event. */
    public static ScoredEvent scored(String id, double probability, double novelty) {
        return scored(id, new float[] {(float) probability, 0.3f}, probability, novelty);
    }

    /** A scored event with features. */
    public static ScoredEvent scored(
            String id, float[] features, double probability, double novelty) {
        return new ScoredEvent(
                new FeaturizedEvent(
                        id, "customer-1", 1_000_000L, 5000, features, new float[] {1, 2, 3}),
                (float) probability,
                probability,
                (float) novelty,
                "first-pass-1",
                7,
                11,
                "cpu",
                "fake");
    }

    /** An escalation by the gate of {@link #POLICY} without a ceiling. */
    public static Escalation escalation(String id, float[] features, String deepModel) {
        ScoredEvent scored = scored(id, features, 0.1, 0.5);
        return GateDecisions.escalation(
                scored,
                new GatePolicy(POLICY, new ComputeBudget(POLICY.gate().budget(), 1))
                        .judge(scored, GateMode.ON, 2_000_000L),
                POLICY,
                PassSeed.of(id, deepModel),
                deepModel,
                2_000_000L);
    }
}
