// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counters of a keyed stage, under {@code <task>.<operator>.}: {@code duplicateEvents}, {@code
 * duplicateLabels}, {@code lateEvents}, {@code lateLabels}, {@code badFeatures}.
 */
final class FeatureMetrics {

    static final String DUPLICATE_EVENTS = "duplicateEvents";
    static final String DUPLICATE_LABELS = "duplicateLabels";
    static final String LATE_EVENTS = "lateEvents";
    static final String LATE_LABELS = "lateLabels";
    static final String BAD_FEATURES = "badFeatures";

    final Counter duplicateEvents;
    final Counter duplicateLabels;
    final Counter lateEvents;
    final Counter lateLabels;
    final Counter badFeatures;

    FeatureMetrics(MetricGroup group) {
        duplicateEvents = group.counter(DUPLICATE_EVENTS);
        duplicateLabels = group.counter(DUPLICATE_LABELS);
        lateEvents = group.counter(LATE_EVENTS);
        lateLabels = group.counter(LATE_LABELS);
        badFeatures = group.counter(BAD_FEATURES);
    }
}
