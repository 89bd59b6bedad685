// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.fraud.CardTransaction;

import org.apache.flink.api.common.functions.MapFunction;

import java.util.List;

/** Answers every transaction with a decision of which only the event's own fields differ. */
final class ConstantDecisions implements MapFunction<CardTransaction, Decision> {

    private static final long serialVersionUID = 1L;

    private final String policyVersion;
    private final String modelVersion;

    ConstantDecisions(String policyVersion, String modelVersion) {
        this.policyVersion = policyVersion;
        this.modelVersion = modelVersion;
    }

    @Override
    public Decision map(CardTransaction event) {
        return new Decision(
                event.transactionId(),
                0,
                event.customerId(),
                event.eventTimeMs(),
                new Decision.Verdict(0.01, 0.008, 0.012, Outcome.CLEAR),
                DecisionSource.FIRST_PASS,
                DecisionReason.BUDGET,
                new Decision.Appraisal(
                        "", 0.1, 0.01, event.amountMinor(), 0.1, 1, 0.01, Outcome.CLEAR, 0.01),
                Decision.Effort.NONE,
                new Decision.Versions(
                        modelVersion, "", policyVersion, 0, 0, 0x5EEDL << 40, "cpu", modelVersion),
                new Decision.Timings(0, 500, 500, 0),
                List.of());
    }
}
