// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.ingest;

import dev.sluice.decisioning.event.DeadLetter;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

import java.util.EnumMap;
import java.util.Map;

/**
 * Counters of a topic that is read.
 *
 * <p>{@code {operator}.events}: records that became events. {@code
 * {operator}.reason.{REASON}.deadLetters}: records that were refused.
 */
final class IngestMetrics {

    private final Counter events;
    private final Map<DeadLetter.Reason, Counter> deadLetters =
            new EnumMap<>(DeadLetter.Reason.class);

    IngestMetrics(MetricGroup group) {
        events = group.counter("events");
        for (DeadLetter.Reason reason : DeadLetter.Reason.values()) {
            deadLetters.put(reason, group.addGroup("reason", reason.name()).counter("deadLetters"));
        }
    }

    void event() {
        events.inc();
    }

    void deadLetter(DeadLetter.Reason reason) {
        deadLetters.get(reason).inc();
    }
}
