// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.gate;

import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.EscalationReason;

/**
 * What the gate made of one record: decide now, or look deeper.
 *
 * @param reason UNCERTAIN or NOVEL if it goes on to deep; CONFIDENT, BUDGET or GATE_OFF if the
 *     first pass decides
 * @param uncertainty 0 certain to 1 at an outcome threshold
 * @param value expected value of a deep look, in units of the stake
 */
public record GateVerdict(DecisionReason reason, double uncertainty, double value) {

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
