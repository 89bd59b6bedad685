// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * What the deep stage counts: {@code deepDecisions} and {@code fallbackDecisions}, each by reason;
 * passes, batches, rows and time of the model. Thread-safe.
 */
final class DeepMetrics {

    private final Map<DecisionReason, Counter> decisions = new EnumMap<>(DecisionReason.class);
    private final Counter passes;
    private final Counter batches;
    private final Counter rows;
    private final Counter inferenceMicros;
    private final Counter failures;

    DeepMetrics(MetricGroup group, IntSupplier queued, IntSupplier inFlight) {
        for (DecisionReason reason : DecisionReason.values()) {
            switch (reason) {
                case UNCERTAIN, NOVEL, COSTLY, AUDIT -> add(group, "deepDecisions", reason);
                case SHED, DEADLINE, MODEL_ERROR, BAD_OUTPUT ->
                        add(group, "fallbackDecisions", reason);
                default -> {
                    // decided before the deep stage
                }
            }
        }
        this.passes = counter(group, "deepPasses");
        this.batches = counter(group, "deepBatches");
        this.rows = counter(group, "deepBatchRows");
        this.inferenceMicros = counter(group, "deepInferenceMicros");
        this.failures = counter(group, "deepModelFailures");
        group.gauge("deepQueueLength", queued::getAsInt);
        group.gauge("deepRecordsInFlight", inFlight::getAsInt);
    }

    void decided(Decision decision) {
        decisions.get(decision.reason()).inc();
        if (decision.source() == DecisionSource.DEEP) {
            passes.inc(decision.effort().passesUsed());
        }
    }

    void ran(int batchRows, long nanos) {
        batches.inc();
        rows.inc(batchRows);
        inferenceMicros.inc(nanos / 1000);
    }

    void failed() {
        failures.inc();
    }

    private void add(MetricGroup group, String name, DecisionReason reason) {
        decisions.put(
                reason,
                counter(group.addGroup("reason", reason.name().toLowerCase(Locale.ROOT)), name));
    }

    /** Worker, timer and task all count. */
    private static Counter counter(MetricGroup group, String name) {
        return group.counter(name, new ThreadSafeSimpleCounter());
    }
}
