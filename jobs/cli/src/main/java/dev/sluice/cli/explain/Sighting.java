// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.explain;

import dev.sluice.inference.Vocabulary;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the first pass saw of an event.
 *
 * @param values features in order; empty where only the ledger is known
 * @param typicalProbability what the first pass says about a typical event
 * @param typicalOf number of events that the typical values are medians of
 */
public record Sighting(List<SeenValue> values, double typicalProbability, int typicalOf) {

    /** Nothing is known but the ledger. */
    public static final Sighting NONE = new Sighting(List.of(), 0, 0);

    /** Copies the list. */
    public Sighting {
        values = List.copyOf(values);
    }

    /** The values by the name of their feature. */
    Map<String, Double> byFeature() {
        Map<String, Double> byFeature = new HashMap<>();
        values.forEach(seen -> byFeature.put(seen.feature(), seen.value()));
        return byFeature;
    }

    /** What all values of a reason code added together, by the code. */
    Map<String, Double> byCode(Vocabulary vocabulary) {
        Map<String, Double> byCode = new TreeMap<>();
        values.forEach(
                seen ->
                        byCode.merge(
                                vocabulary.feature(seen.feature()).reasonCode(),
                                seen.influence(),
                                Double::sum));
        return byCode;
    }
}
