// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.event;

/** Why a decision has its {@link DecisionSource}. */
public enum DecisionReason {
    /** First pass: far enough from every threshold. */
    CONFIDENT,
    /** First pass: worth a deep look, but the budget is spent. */
    BUDGET,
    /** First pass: the gate is switched off. */
    GATE_OFF,
    /** First pass: a list of the policy names the entity. */
    RULE,
    /** Deep: likely enough to change the outcome for the promise to ask for it. */
    UNCERTAIN,
    /** Deep: unlike the training data. */
    NOVEL,
    /** Deep: worth its price. */
    COSTLY,
    /** Deep: part of the audit sample. */
    AUDIT,
    /** Fallback: no room in the queue. */
    SHED,
    /** Fallback: no answer within the deadline. */
    DEADLINE,
    /** Fallback: the model failed. */
    MODEL_ERROR,
    /** Fallback: the model's answer was no probability. */
    BAD_OUTPUT,
    /** Fallback: the model call did not return, and its worker was given up. */
    DEVICE_LOST,
    /** Fallback: the model failed too often and is left alone for a while. */
    CIRCUIT_OPEN;

    /** The reason of a deep decision that was escalated for a reason. */
    public static DecisionReason of(EscalationReason reason) {
        return switch (reason) {
            case UNCERTAIN -> UNCERTAIN;
            case NOVEL -> NOVEL;
            case COSTLY -> COSTLY;
            case AUDIT -> AUDIT;
        };
    }
}
