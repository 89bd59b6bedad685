// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.event;

/**
 * A record on its way to the deep engine, with all that is needed to judge it, or to fall back.
 *
 * @param scored the event and the answer of the first pass
 * @param fallback the decision that stands if deep gives no answer
 * @param reason why it was escalated
 * @param seed seed of its stochastic passes
 * @param deepModelVersion model version that must judge it
 * @param escalatedAtMs wall-clock time at the gate; the deadline runs from here
 */
public record Escalation(
        ScoredEvent scored,
        Decision fallback,
        EscalationReason reason,
        long seed,
        String deepModelVersion,
        long escalatedAtMs) {}
