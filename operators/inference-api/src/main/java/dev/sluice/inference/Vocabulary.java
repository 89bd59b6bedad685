// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The words of a use case: how its events, values and reasons are told to a person.
 *
 * <p>What has no word goes by its name, so features may be added before their words are.
 *
 * @param event what an event is, such as {@code transaction}
 * @param entity what an entity is, such as {@code customer}
 * @param stake what the stake counts
 * @param features wordings, by the name of the feature
 * @param explanationCodes reason code of each {@link Explanation}, by its name
 * @param meanings what each reason code means, by the code
 */
public record Vocabulary(
        String event,
        String entity,
        ValueUnit stake,
        Map<String, FeatureWording> features,
        Map<String, String> explanationCodes,
        Map<String, String> meanings) {

    /** No words: everything goes by its name. */
    public static final Vocabulary NONE =
            new Vocabulary("event", "entity", ValueUnit.NUMBER, Map.of(), Map.of(), Map.of());

    /** Copies the maps. */
    public Vocabulary {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(entity, "entity");
        Objects.requireNonNull(stake, "stake");
        features = Map.copyOf(features);
        explanationCodes = Map.copyOf(explanationCodes);
        meanings = Map.copyOf(meanings);
    }

    /**
     * Wordings by the name of their feature.
     *
     * @throws IllegalArgumentException if a feature has two
     */
    public static Map<String, FeatureWording> byFeature(List<FeatureWording> wordings) {
        Map<String, FeatureWording> byFeature = new LinkedHashMap<>();
        for (FeatureWording wording : wordings) {
            if (byFeature.put(wording.feature(), wording) != null) {
                throw new IllegalArgumentException(
                        "Feature '" + wording.feature() + "' has two wordings; expected one");
            }
        }
        return byFeature;
    }

    /** The wording of a feature; its name if it has none. */
    public FeatureWording feature(String name) {
        FeatureWording wording = features.get(name);
        return wording == null ? FeatureWording.ofName(name) : wording;
    }

    /** The reason code of an explanation; its name in capitals if it has none. */
    public String explanationCode(String name) {
        return explanationCodes.getOrDefault(name, FeatureWording.code(name));
    }

    /** What a reason code means; the empty string if nobody says. */
    public String meaning(String code) {
        return meanings.getOrDefault(code, "");
    }

    /**
     * A value in words, such as {@code amount: 120.50, 4.2 times the customer's 30-day mean}.
     *
     * @param others values of the features that are known, for comparison
     */
    public String words(String feature, double value, Map<String, Double> others) {
        FeatureWording wording = feature(feature);
        List<String> words = new ArrayList<>();
        words.add(wording.unit().text(value));
        Double other = others.get(wording.comparedWith());
        if (other != null && other > 0 && Double.isFinite(value / other)) {
            words.add(ValueUnit.TIMES.text(value / other) + " " + wording.comparison());
        }
        return wording.label() + ": " + String.join(", ", words);
    }
}
