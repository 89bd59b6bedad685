// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.Transaction;
import dev.sluice.schema.WireFormat;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.JobClient;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Payments as they come in, and the simplest decision about them. */
final class Payments {

    private static final WireFormat<Transaction> FORMAT = AvroWireFormat.of(Transaction.class);

    private Payments() {}

    static byte[] encode(String id, String customer, long timeMs) {
        synchronized (FORMAT) {
            return FORMAT.encode(
                    new Transaction(
                            id, Instant.ofEpochMilli(timeMs), customer, "terminal", 100L, "EUR"));
        }
    }

    /** A decision that also says what event time it was. */
    static Decision decide(Payment payment, long watermarkMs) {
        return new Decision(
                payment.id(),
                0,
                payment.customer(),
                payment.timeMs(),
                new Decision.Verdict(0.1, 0, 1, Outcome.REVIEW),
                DecisionSource.FIRST_PASS,
                DecisionReason.CONFIDENT,
                new Decision.Appraisal("", 0, 0, watermarkMs, 0, 0, 0.1, Outcome.REVIEW, 0),
                Decision.Effort.NONE,
                new Decision.Versions("fp", "", "policy", 0, 0, 0, "cpu", "none"),
                new Decision.Timings(0, 0, 0, 0),
                List.of());
    }

    /** Ends a job and returns when it has let go of Kafka. */
    static void end(JobClient job) throws Exception {
        job.cancel().get(30, TimeUnit.SECONDS);
        job.getJobExecutionResult().handle((result, cancelled) -> null).get(30, TimeUnit.SECONDS);
    }

    /** What every job of ours sets: no Kryo, no operators without a name, watermarks often. */
    static Configuration strict() {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(20));
        return configuration;
    }
}
