// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.EscalationReason;
import dev.sluice.decisioning.event.FeatureHash;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.decisioning.privacy.LoggedIdentifiers;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static dev.sluice.decisioning.TestRecords.POLICY;
import static dev.sluice.decisioning.TestRecords.scored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GateDecisionsTest {

    private static final Policy BINNED =
            Policy.of(
                    "policy-2",
                    "fraud",
                    CostMatrix.of(Thresholds.DEFAULT),
                    new Calibration(
                            1,
                            0,
                            List.of(
                                    new Calibration.Bin(0.25, 0.02, 0.3),
                                    new Calibration.Bin(1, 0.4, 0.9))),
                    Map.of("monte-carlo", Calibration.IDENTITY),
                    POLICY.gate());

    @Test
    void writesTheWholeLedgerOfAFirstPassDecision() {
        ScoredEvent scored = scored("event-1", 0.2, 0.4);
        GateVerdict verdict = verdict(DecisionReason.BUDGET, 0.25);

        Decision decision = GateDecisions.firstPass(scored, verdict, BINNED);

        assertThat(decision)
                .isEqualTo(
                        new Decision(
                                "event-1",
                                0,
                                "customer-1",
                                1_000_000L,
                                new Decision.Verdict(0.2, 0.02, 0.3, Outcome.REVIEW),
                                DecisionSource.FIRST_PASS,
                                DecisionReason.BUDGET,
                                new Decision.Appraisal(
                                        "", 0.5, 0.4f, 5000, 12, 0.25, 0.2, Outcome.REVIEW, 0.3),
                                Decision.Effort.NONE,
                                new Decision.Versions(
                                        "first-pass-1",
                                        "",
                                        "policy-2",
                                        7,
                                        0,
                                        FeatureHash.of(scored.event().features()),
                                        "cpu",
                                        "fake"),
                                new Decision.Timings(0, 7, 11, 0),
                                List.of()));
    }

    @Test
    void packsAnEscalationWithAllThatDeepNeedsOrFallsBackTo() {
        ScoredEvent scored = scored("event-1", 0.1, 0.4);
        GateVerdict verdict = verdict(DecisionReason.NOVEL, 1);

        Escalation escalation = GateDecisions.escalation(scored, verdict, BINNED, 42, "deep-1", 99);

        assertThat(escalation.scored()).isSameAs(scored);
        assertThat(escalation.reason()).isEqualTo(EscalationReason.NOVEL);
        assertThat(escalation.seed()).isEqualTo(42);
        assertThat(escalation.deepModelVersion()).isEqualTo("deep-1");
        assertThat(escalation.escalatedAtMs()).isEqualTo(99);
        assertThat(escalation.fallback().source()).isEqualTo(DecisionSource.FALLBACK);
        assertThat(escalation.fallback().appraisal().escalation()).isEqualTo("NOVEL");
        assertThat(escalation.fallback().appraisal().inclusionProbability()).isEqualTo(1);
        assertThat(escalation.fallback().verdict().outcome()).isEqualTo(Outcome.REVIEW);
    }

    private static GateVerdict verdict(DecisionReason reason, double inclusion) {
        return new GateVerdict(reason, Outcome.REVIEW, 0.5, 0.3, 12, 7, inclusion);
    }

    @Test
    void refusesToMixTheTwo() {
        ScoredEvent scored = scored("event-1", 0.1, 0.4);

        assertThatThrownBy(
                        () ->
                                GateDecisions.firstPass(
                                        scored, verdict(DecisionReason.UNCERTAIN, 1), BINNED))
                .hasMessageContaining(LoggedIdentifiers.of("event-1"));
        assertThatThrownBy(
                        () ->
                                GateDecisions.escalation(
                                        scored,
                                        verdict(DecisionReason.BUDGET, 1),
                                        BINNED,
                                        1,
                                        "deep-1",
                                        1))
                .isInstanceOf(IllegalStateException.class);
    }
}
