// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * How the keyed stages treat order, repeats and retention.
 *
 * @param order in which order events are applied
 * @param dedupHorizon an id is remembered until the watermark is this far past its event; zero
 *     turns the check off
 * @param maxLateness how far behind the watermark an event may come and still see whole windows
 */
public record FeatureConfig(FeatureOrder order, Duration dedupHorizon, Duration maxLateness)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Refuses negative durations. */
    public FeatureConfig {
        Objects.requireNonNull(order, "order");
        requireNotNegative(FeatureOptions.DEDUP_HORIZON.key(), dedupHorizon);
        requireNotNegative(FeatureOptions.MAX_LATENESS.key(), maxLateness);
    }

    /** The defaults of {@link FeatureOptions}, with the given order. */
    public static FeatureConfig defaults(FeatureOrder order) {
        return new FeatureConfig(
                order,
                FeatureOptions.DEDUP_HORIZON.defaultValue(),
                FeatureOptions.MAX_LATENESS.defaultValue());
    }

    private static void requireNotNegative(String key, Duration value) {
        Objects.requireNonNull(value, key);
        if (value.isNegative()) {
            throw new IllegalArgumentException(
                    key + " is " + value + "; expected zero or a positive duration.");
        }
    }
}
