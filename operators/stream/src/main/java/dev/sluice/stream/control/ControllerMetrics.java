// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.control;

import dev.sluice.decisioning.event.Feedback;
import dev.sluice.decisioning.gate.GateTuning;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

import java.util.function.Supplier;

/**
 * What the controller hears and issues: {@code feedbackRecords}, {@code missedAudits} that were
 * drawn and never came about, {@code issuedTunings}, {@code issuedPolicies}, and what it issued
 * last. Counters are for the thread of the task only.
 */
final class ControllerMetrics {

    private final Counter heard;
    private final Counter missedAudits;
    private final Counter tunings;
    private final Counter policies;

    ControllerMetrics(MetricGroup group, Supplier<GateTuning> issued) {
        this.heard = group.counter("feedbackRecords");
        this.missedAudits = group.counter("missedAudits");
        this.tunings = group.counter("issuedTunings");
        this.policies = group.counter("issuedPolicies");
        group.gauge("issuedPrice", () -> issued.get().price());
        group.gauge("issuedChanceFrom", () -> issued.get().chanceFrom());
        group.gauge("promiseStanding", () -> issued.get().standing().level());
        group.gauge("issuedBudgetFactor", () -> issued.get().budgetFactor());
        group.gauge("lookPasses", () -> issued.get().lookPasses());
        group.gauge("lookDeviceMillis", () -> issued.get().lookDeviceMillis());
    }

    void heard(Feedback feedback) {
        heard.inc();
        if (feedback.auditMissed()) {
            missedAudits.inc();
        }
    }

    void tuned() {
        tunings.inc();
    }

    void revised() {
        policies.inc();
    }
}
