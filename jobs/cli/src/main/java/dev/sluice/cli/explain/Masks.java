// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.explain;

import dev.sluice.decisioning.event.Decision;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Stands in for identifiers: the same one has the same mask. Not thread-safe. */
public final class Masks {

    private final Words words;
    private final Mask mask;

    /** What stands for an identifier of a kind. */
    @FunctionalInterface
    private interface Mask {
        String of(String kind, String id);
    }

    private Masks(Words words, Mask mask) {
        this.words = words;
        this.mask = mask;
    }

    /**
     * The number of an identifier in the order of appearance, which is remembered of each. No hash,
     * since whoever can list all ids can undo one.
     */
    public static Masks numbered(Words words) {
        Map<String, Map<String, String>> masks = new HashMap<>();
        return new Masks(
                words,
                (kind, id) -> {
                    Map<String, String> known = masks.computeIfAbsent(kind, any -> new HashMap<>());
                    return known.computeIfAbsent(id, any -> kind + "#" + (known.size() + 1));
                });
    }

    /** What a function makes of an identifier, of which nothing is remembered. */
    public static Masks by(Words words, UnaryOperator<String> function) {
        return new Masks(words, (kind, id) -> function.apply(id));
    }

    /**
     * The same without identifiers of event, entity and parties. The seed of the passes goes, too:
     * it follows from the id of the event.
     */
    public Case of(Case told) {
        List<Party> parties =
                told.parties().stream()
                        .map(party -> new Party(party.kind(), mask.of(party.kind(), party.id())))
                        .toList();
        List<Decision> unasked = told.unasked().stream().map(this::of).toList();
        return new Case(
                told.place(), parties, of(told.decision()), told.seen(), unasked, told.hindsight());
    }

    private Decision of(Decision decision) {
        Decision.Versions versions = decision.versions();
        return new Decision(
                mask.of(words.vocabulary().event(), decision.eventId()),
                decision.revision(),
                mask.of(words.vocabulary().entity(), decision.entityKey()),
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
}
