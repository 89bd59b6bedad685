// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.explain;

import dev.sluice.decisioning.event.Decision;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stands in for identifiers: the same one has the same mask, which is its number in the order of
 * appearance. No hash, since whoever can list all ids can undo one. Not thread-safe.
 */
public final class Masks {

    private final Words words;
    private final Map<String, Map<String, String>> masks = new HashMap<>();

    /** Nothing masked yet. */
    public Masks(Words words) {
        this.words = words;
    }

    /**
     * The same without identifiers of event, entity and parties. The seed of the passes goes, too:
     * it follows from the id of the event.
     */
    public Case of(Case told) {
        List<Party> parties =
                told.parties().stream()
                        .map(party -> new Party(party.kind(), of(party.kind(), party.id())))
                        .toList();
        List<Decision> unasked = told.unasked().stream().map(this::of).toList();
        return new Case(
                told.place(), parties, of(told.decision()), told.seen(), unasked, told.hindsight());
    }

    private Decision of(Decision decision) {
        Decision.Versions versions = decision.versions();
        return new Decision(
                of(words.vocabulary().event(), decision.eventId()),
                decision.revision(),
                of(words.vocabulary().entity(), decision.entityKey()),
                decision.eventTimeMs(),
                decision.verdict(),
                decision.source(),
                decision.reason(),
                decision.appraisal(),
                decision.effort(),
                new Decision.Versions(
                        versions.firstPassModel(),
                        versions.deepModel(),
                        versions.policy(),
                        versions.price(),
                        0,
                        versions.featureHash(),
                        versions.device(),
                        versions.natives()),
                decision.timings(),
                decision.trace());
    }

    private String of(String kind, String id) {
        Map<String, String> known = masks.computeIfAbsent(kind, any -> new HashMap<>());
        return known.computeIfAbsent(id, any -> kind + "#" + (known.size() + 1));
    }
}
