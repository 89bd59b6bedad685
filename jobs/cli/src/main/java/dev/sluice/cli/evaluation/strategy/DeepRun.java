// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.strategy;

import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.DeepJudge;
import dev.sluice.decisioning.deep.ThinkingConfig;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.ModelBackend;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Deep decisions about records, and what they took.
 *
 * @param decisions one a record, in their order
 * @param deviceNanos time in calls of the model
 * @param wallNanos time of everything up to the finished decisions, on one thread
 */
public record DeepRun(List<Decision> decisions, long deviceNanos, long wallNanos) {

    /** Decides records with full batches and no deadline; the model stays its owner's to close. */
    public static DeepRun of(
            ModelBackend model,
            Policy policy,
            ThinkingConfig thinking,
            List<Escalation> escalations) {
        AtomicLong device = new AtomicLong();
        long start = System.nanoTime();
        List<Decision> decisions =
                DeepJudge.judgeAll(
                        model,
                        policy,
                        DeepConfig.DEFAULT.withoutDeadline().withThinking(thinking),
                        escalations,
                        (signature, rows, nanos) -> device.addAndGet(nanos));
        return new DeepRun(decisions, device.get(), System.nanoTime() - start);
    }

    /** Device time of a record, microseconds. */
    public double deviceMicros() {
        return deviceNanos / 1e3 / decisions.size();
    }

    /** Time of a record, microseconds of one thread. */
    public double micros() {
        return wallNanos / 1e3 / decisions.size();
    }

    /** Passes of a record. */
    public double passes() {
        return decisions.stream().mapToInt(d -> d.effort().passesUsed()).average().orElse(0);
    }
}
