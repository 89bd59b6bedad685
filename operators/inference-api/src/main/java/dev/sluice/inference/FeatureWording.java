// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference;

import java.util.Locale;
import java.util.Objects;

/**
 * How the value of a feature reads as words.
 *
 * @param feature name of the feature, as in {@link ModelInputs#features()}
 * @param label what the value is, such as {@code share of frauds at the terminal, 7 days}
 * @param unit what the value counts
 * @param reasonCode code of the reason that the feature is evidence of; features that share one are
 *     weighed together
 * @param comparedWith feature that the value is told as a multiple of; empty for none
 * @param comparison what that feature is, such as {@code the customer's 30-day mean}
 */
public record FeatureWording(
        String feature,
        String label,
        ValueUnit unit,
        String reasonCode,
        String comparedWith,
        String comparison) {

    /** Refuses missing parts. */
    public FeatureWording {
        Objects.requireNonNull(feature, "feature");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(reasonCode, "reasonCode");
        Objects.requireNonNull(comparedWith, "comparedWith");
        Objects.requireNonNull(comparison, "comparison");
    }

    /** A wording that compares with nothing. */
    public static FeatureWording of(
            String feature, String label, ValueUnit unit, String reasonCode) {
        return new FeatureWording(feature, label, unit, reasonCode, "", "");
    }

    /** The wording of a feature that nobody gave one: its name, and a code made of the name. */
    public static FeatureWording ofName(String feature) {
        return of(feature, feature, ValueUnit.NUMBER, code(feature));
    }

    /** The same, told as a multiple of another feature, too. */
    public FeatureWording comparedWith(String other, String words) {
        return new FeatureWording(feature, label, unit, reasonCode, other, words);
    }

    /** A name as a code: {@code leaked-card} is {@code LEAKED_CARD}. */
    static String code(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
    }
}
