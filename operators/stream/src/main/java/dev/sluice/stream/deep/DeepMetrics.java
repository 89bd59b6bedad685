// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.deep.CircuitBreaker;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the deep stage counts: {@code deepDecisions} and {@code fallbackDecisions}, each by reason;
 * passes, batches, rows and time of the model; what went wrong with it. Thread-safe.
 */
final class DeepMetrics {

    private final Map<DecisionReason, Counter> decisions = new EnumMap<>(DecisionReason.class);
    private final MetricGroup group;

    /** By why passes ended; strategies have their own words, which are few. */
    private final Map<String, Counter> stops = new ConcurrentHashMap<>();

    private final Counter passes;
    private final Counter batches;
    private final Counter rows;
    private final Counter inferenceMicros;
    private final Counter failures;
    private final Counter workersLost;
    private final Counter circuitOpenings;

    /** What is measured when somebody looks. */
    interface Gauges {

        /** Records that wait. */
        int queued();

        /** Records in the engine. */
        int inFlight();

        /** Workers that hang. */
        int hanging();

        /** Workers that serve the queue. */
        int serving();

        /** State of the circuit breaker. */
        CircuitBreaker.State circuit();

        /** Versions that are loaded, or being loaded. */
        int versions();

        /** The live version. */
        String version();
    }

    DeepMetrics(MetricGroup group, Gauges gauges) {
        this.group = group;
        for (DecisionReason reason : DecisionReason.values()) {
            switch (reason) {
                case UNCERTAIN, NOVEL, COSTLY, AUDIT -> add(group, "deepDecisions", reason);
                case SHED, DEADLINE, MODEL_ERROR, BAD_OUTPUT, DEVICE_LOST, CIRCUIT_OPEN ->
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
        this.workersLost = counter(group, "deepWorkersLost");
        this.circuitOpenings = counter(group, "deepCircuitOpenings");
        group.gauge("deepQueueLength", gauges::queued);
        group.gauge("deepRecordsInFlight", gauges::inFlight);
        group.gauge("deepWorkersHanging", gauges::hanging);
        group.gauge("deepWorkersServing", gauges::serving);
        group.gauge("deepModelsLoaded", gauges::versions);
        group.gauge("deepModel", gauges::version);
        group.gauge("deepCircuitState", () -> number(gauges.circuit()));
    }

    void decided(Decision decision) {
        decisions.get(decision.reason()).inc();
        if (decision.source() == DecisionSource.DEEP) {
            passes.inc(decision.effort().passesUsed());
            stops.computeIfAbsent(
                            decision.effort().stopReason(),
                            why -> {
                                MetricGroup own = group.addGroup("reason", why);
                                return counter(own, "deepStops");
                            })
                    .inc();
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

    /** A worker hung or died. */
    void workerLost() {
        workersLost.inc();
    }

    void circuitOpened() {
        circuitOpenings.inc();
    }

    /** The worse the higher, so that an alert can be a threshold. */
    static int number(CircuitBreaker.State state) {
        return switch (state) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        };
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
