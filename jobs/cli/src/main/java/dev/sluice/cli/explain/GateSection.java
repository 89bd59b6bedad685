// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.explain;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why a record was looked at deeply, or why not. */
final class GateSection {

    private GateSection() {}

    static Section of(Decision decision) {
        List<String> lines = new ArrayList<>();
        Decision.Appraisal gate = decision.appraisal();
        boolean escalated = !gate.escalation().isEmpty();
        if (escalated) {
            lines.add(line(gate.escalation()));
        } else {
            lines.add(line(decision.reason().name()));
        }
        if (decision.source() == DecisionSource.FALLBACK) {
            lines.add("but no answer: " + line(decision.reason().name()));
        }
        lines.add(
                "value of a deep look: "
                        + Numbers.number(gate.value())
                        + ", "
                        + (gate.value() >= decision.versions().price() ? "at least" : "below")
                        + " the price of "
                        + Numbers.number(decision.versions().price()));
        lines.add("chance that it changes the outcome: " + Numbers.share(gate.chance()));
        lines.add(inclusion(gate.inclusionProbability()));
        return new Section(escalated ? "Why it was escalated" : "Why it was not escalated", lines);
    }

    private static String inclusion(double probability) {
        if (probability == 1) {
            return "a record like this is always looked at, as far as the budget goes";
        }
        return probability == 0
                ? "a record like this is not drawn for audits"
                : "a record like this is drawn for an audit with probability "
                        + Numbers.share(probability);
    }

    /** The word of the ledger, with a sentence where there is one. */
    private static String line(String reason) {
        return known(reason).map(it -> reason + ": " + ReasonWords.of(it)).orElse(reason);
    }

    private static Optional<DecisionReason> known(String name) {
        for (DecisionReason reason : DecisionReason.values()) {
            if (reason.name().equals(name)) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }
}
