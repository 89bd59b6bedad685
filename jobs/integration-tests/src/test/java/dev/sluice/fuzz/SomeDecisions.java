// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fuzz;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.event.TraceStep;

import java.util.List;
import java.util.Map;

/** Decisions to be spoilt. */
final class SomeDecisions {

    private SomeDecisions() {}

    static Decision traced() {
        return new Decision(
                "tx-1",
                0,
                "customer-7",
                1_527_811_200_123L,
                new Decision.Verdict(0.03, 0.02, 0.05, Outcome.CLEAR),
                DecisionSource.FIRST_PASS,
                DecisionReason.CONFIDENT,
                new Decision.Appraisal("", 0.25, 0.5, 12_345, 1.5, 0, 0.03, Outcome.CLEAR, 0.01),
                Decision.Effort.NONE,
                new Decision.Versions("fp-1", "", "policy-1", 0.1, 0, -77, "cpu", "2.16.1"),
                new Decision.Timings(0, 120, 900, 0),
                List.of(new TraceStep("passes", "bad?", "yes", 0.5, 0.625, Map.of("n", "8"))));
    }
}
