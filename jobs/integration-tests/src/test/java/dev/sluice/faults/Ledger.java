// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults;

import dev.sluice.decisioning.event.Decision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The account of a run: what was sent against what was answered.
 *
 * @param sent number of events
 * @param decisions number of decisions that were counted
 * @param lost events without a decision
 * @param doubled events with more than one
 * @param invented decisions on what nobody sent
 */
record Ledger(
        int sent, int decisions, Set<String> lost, Set<String> doubled, Set<String> invented) {

    private static final int NAMED = 5;

    /** The account of a consumer that takes every decision for a new one. */
    static Ledger ofAll(Set<String> sent, List<Decision> decisions) {
        Set<String> seen = new HashSet<>();
        Set<String> doubled = new TreeSet<>();
        Set<String> invented = new TreeSet<>();
        for (Decision decision : decisions) {
            if (!seen.add(decision.eventId())) {
                doubled.add(decision.eventId());
            }
            if (!sent.contains(decision.eventId())) {
                invented.add(decision.eventId());
            }
        }
        Set<String> lost = new TreeSet<>(sent);
        lost.removeAll(seen);
        return new Ledger(sent.size(), decisions.size(), lost, doubled, invented);
    }

    /** The account of a consumer that upserts by event id and keeps the highest revision. */
    static Ledger upserted(Set<String> sent, List<Decision> decisions) {
        return ofAll(sent, List.copyOf(upsert(decisions).values()));
    }

    static Map<String, Decision> upsert(List<Decision> decisions) {
        Map<String, Decision> upserted = new HashMap<>();
        for (Decision decision : decisions) {
            upserted.merge(
                    decision.eventId(),
                    decision,
                    (before, now) -> now.revision() >= before.revision() ? now : before);
        }
        return upserted;
    }

    /** Whether every event was answered once, and nothing else was. */
    boolean isBalanced() {
        return lost.isEmpty() && doubled.isEmpty() && invented.isEmpty();
    }

    @Override
    public String toString() {
        return sent
                + " events, "
                + decisions
                + " decisions, lost "
                + some(lost)
                + ", doubled "
                + some(doubled)
                + ", invented "
                + some(invented);
    }

    private static String some(Set<String> ids) {
        List<String> named = new ArrayList<>(ids);
        return ids.size() <= NAMED
                ? ids.size() + " " + named
                : ids.size() + " " + named.subList(0, NAMED) + "...";
    }
}
