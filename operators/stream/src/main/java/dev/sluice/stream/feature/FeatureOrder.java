// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

/** In which order events are applied to the windows. */
public enum FeatureOrder {
    /** As they arrive: each is answered at once, a window holds what has arrived. */
    ARRIVAL("arrival"),
    /** By event time, held back until the watermark: the same rows at any parallelism. */
    EVENT_TIME("event-time");

    private final String text;

    FeatureOrder(String text) {
        this.text = text;
    }

    /** The word that stands in configuration files; Flink reads it back from there. */
    @Override
    public String toString() {
        return text;
    }
}
