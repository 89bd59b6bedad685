// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.EscalationReason;

/**
 * The place in line of an escalation: the more valuable first, then the one that is due earlier.
 *
 * <p>Values are compared by their power of two: between twice the value and a deadline that is
 * near, value decides; between roughly equal values, the deadline does. The rest only makes the
 * order total.
 *
 * @param audit whether it belongs to the audit sample
 * @param magnitude the power of two of its value
 * @param dueMs time at which it is due, milliseconds since the epoch
 * @param id id of the event
 * @param arrival number of the arrival
 */
public record Rank(boolean audit, int magnitude, long dueMs, String id, long arrival)
        implements Comparable<Rank> {

    /**
     * The rank of an escalation.
     *
     * @param dueMs time at which it is due; without deadlines, the time at which it was escalated
     * @param arrival different for each that waits
     */
    public static Rank of(Escalation escalation, long dueMs, long arrival) {
        return new Rank(
                escalation.reason() == EscalationReason.AUDIT,
                magnitude(escalation.value()),
                dueMs,
                escalation.scored().event().eventId(),
                arrival);
    }

    /** Negative if this one comes first. */
    @Override
    public int compareTo(Rank other) {
        int order = Integer.compare(other.magnitude, magnitude);
        if (order == 0) {
            order = Long.compare(dueMs, other.dueMs);
        }
        if (order == 0) {
            order = id.compareTo(other.id);
        }
        return order == 0 ? Long.compare(arrival, other.arrival) : order;
    }

    /** What is worth nothing, or is no number, comes last. */
    static int magnitude(double value) {
        return value > 0 ? Math.getExponent(value) : Integer.MIN_VALUE;
    }
}
