// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.deep.PassSeed;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.decisioning.gate.EscalationCeiling;
import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.decisioning.gate.GateDecisions;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.gate.GatePolicy;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.gate.Thresholds;

import java.util.Map;

/** Records for the tests of the rules. */
public final class TestRecords {

    /** Default thresholds, no calibration, and a gate that escalates all but the clearest. */
    public static final Policy POLICY =
            new Policy(
                    "policy-1",
                    "fraud",
                    Thresholds.DEFAULT,
                    Calibration.IDENTITY,
                    Map.of(
                            "monte-carlo", Calibration.IDENTITY,
                            "refine", Calibration.IDENTITY,
                            "best-of-n", Calibration.IDENTITY,
                            "steps", Calibration.IDENTITY),
                    new GateConfig(0.5, 0.99, 1, 100));

    private TestRecords() {}

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
                new GatePolicy(POLICY, new EscalationCeiling(1, 1)).judge(scored, GateMode.ON),
                POLICY,
                PassSeed.of(id, deepModel),
                deepModel,
                2_000_000L);
    }
}
