// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.firstpass;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What the first pass counts; for the thread of the task only. */
final class FirstPassMetrics {

    private final Counter batches;
    private final Counter scored;
    private final Counter refused;
    private final Counter inferenceMicros;

    FirstPassMetrics(MetricGroup group) {
        this.batches = group.counter("firstPassBatches");
        this.scored = group.counter("scoredRecords");
        this.refused = group.counter("firstPassDeadLetters");
        this.inferenceMicros = group.counter("firstPassInferenceMicros");
    }

    void batch(long micros) {
        batches.inc();
        inferenceMicros.inc(micros);
    }

    void scored() {
        scored.inc();
    }

    void refused() {
        refused.inc();
    }
}
