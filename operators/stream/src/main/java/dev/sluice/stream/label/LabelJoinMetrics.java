// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.label;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What the join counts: {@code joinedLabels}, {@code correctedLabels}, {@code missingLabels};
 * {@code duplicateLabels} (they say nothing new), {@code labelsOutOfRange} (known too long before
 * or after the event), {@code unmatchedLabels} (no decision in the sample); {@code
 * duplicateFeedback}, {@code replacedFeedback}, {@code lateFeedback} (its horizon has passed),
 * {@code badFeedback} (no figures can be made of it).
 */
final class LabelJoinMetrics {

    final Counter joinedLabels;
    final Counter correctedLabels;
    final Counter missingLabels;
    final Counter duplicateLabels;
    final Counter labelsOutOfRange;
    final Counter unmatchedLabels;
    final Counter duplicateFeedback;
    final Counter replacedFeedback;
    final Counter lateFeedback;
    final Counter badFeedback;

    LabelJoinMetrics(MetricGroup group) {
        joinedLabels = group.counter("joinedLabels");
        correctedLabels = group.counter("correctedLabels");
        missingLabels = group.counter("missingLabels");
        duplicateLabels = group.counter("duplicateLabels");
        labelsOutOfRange = group.counter("labelsOutOfRange");
        unmatchedLabels = group.counter("unmatchedLabels");
        duplicateFeedback = group.counter("duplicateFeedback");
        replacedFeedback = group.counter("replacedFeedback");
        lateFeedback = group.counter("lateFeedback");
        badFeedback = group.counter("badFeedback");
    }
}
