// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.gate;

import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.decisioning.gate.GatePolicy;
import dev.sluice.decisioning.gate.GateVerdict;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the gate counts: {@code escalatedRecords} and {@code firstPassDecisions}, each by reason;
 * what it is tuned to, and how much of its budget is saved. Counters are for the thread of the task
 * only.
 */
final class GateMetrics {

    private final Map<DecisionReason, Counter> verdicts = new EnumMap<>(DecisionReason.class);

    GateMetrics(MetricGroup group, Supplier<GateMode> mode, Supplier<GatePolicy> gate) {
        for (DecisionReason reason : DecisionReason.values()) {
            switch (reason) {
                case UNCERTAIN, NOVEL, COSTLY, AUDIT -> add(group, "escalatedRecords", reason);
                case CONFIDENT, BUDGET, GATE_OFF, RULE -> add(group, "firstPassDecisions", reason);
                default -> {
                    // a fallback is counted where it happens
                }
            }
        }
        group.gauge("gateOpen", () -> mode.get() == GateMode.ON ? 1 : 0);
        group.gauge("gatePrice", () -> gate.get().tuning().price());
        group.gauge("gateChanceFrom", () -> gate.get().tuning().chanceFrom());
        group.gauge("gatePromiseStanding", () -> gate.get().tuning().standing().level());
        group.gauge("gateBudgetFill", () -> gate.get().budgetFill());
        group.gauge("gateBudgetFactor", () -> gate.get().tuning().budgetFactor());
        group.gauge("gateLookPasses", () -> gate.get().tuning().lookPasses());
        group.gauge("gateLookDeviceMillis", () -> gate.get().tuning().lookDeviceMillis());
    }

    void judged(GateVerdict verdict) {
        verdicts.get(verdict.reason()).inc();
    }

    private void add(MetricGroup group, String name, DecisionReason reason) {
        verdicts.put(
                reason,
                group.addGroup("reason", reason.name().toLowerCase(Locale.ROOT)).counter(name));
    }
}
