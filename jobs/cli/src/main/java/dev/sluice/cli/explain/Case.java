// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.explain;

import dev.sluice.decisioning.event.Decision;

import java.util.List;

/**
 * What is known of one decision.
 *
 * @param place where the decision was read; the empty string if it was replayed
 * @param parties who took part in the event, besides its entity
 * @param decision the ledger
 * @param seen what the first pass saw
 * @param unasked what deep would have said, had it been asked; none or one
 * @param hindsight what became of the event; the empty string if nobody knows
 */
public record Case(
        String place,
        List<Party> parties,
        Decision decision,
        Sighting seen,
        List<Decision> unasked,
        String hindsight) {

    /** Copies the lists. */
    public Case {
        parties = List.copyOf(parties);
        unasked = List.copyOf(unasked);
    }

    /** A decision of which only the ledger is known. */
    public static Case read(String place, Decision decision) {
        return new Case(place, List.of(), decision, Sighting.NONE, List.of(), "");
    }

    /** Whether it was decided anew, not read. */
    boolean isReplayed() {
        return place.isEmpty();
    }
}
