// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.EscalationReason;
import dev.sluice.decisioning.event.Outcome;

/**
 * What the gate made of one record: decide now, or look deeper.
 *
 * @param reason why it goes on to deep, or why the first pass decides
 * @param outcome what the first pass, or a list, would do about it
 * @param uncertainty 0 certain to 1 at an outcome threshold
 * @param chance chance that a deep look changes the outcome
 * @param value value of a deep look, by the objective of the gate
 * @param price price that the value was compared with
 * @param inclusionProbability probability with which a record like this is looked at deeply: 1 if
 *     it is certain, else that of an audit
 */
public record GateVerdict(
        DecisionReason reason,
        Outcome outcome,
        double uncertainty,
        double chance,
        double value,
        double price,
        double inclusionProbability) {

    /** Whether the record goes on to deep. */
    public boolean escalated() {
        return switch (reason) {
            case UNCERTAIN, NOVEL, COSTLY, AUDIT -> true;
            default -> false;
        };
    }

    /**
     * Why the record goes on to deep.
     *
     * @throws IllegalStateException if it does not
     */
    public EscalationReason escalation() {
        return switch (reason) {
            case UNCERTAIN -> EscalationReason.UNCERTAIN;
            case NOVEL -> EscalationReason.NOVEL;
            case COSTLY -> EscalationReason.COSTLY;
            case AUDIT -> EscalationReason.AUDIT;
            default ->
                    throw new IllegalStateException(
                            "A record decided as " + reason + " is not escalated");
        };
    }
}
