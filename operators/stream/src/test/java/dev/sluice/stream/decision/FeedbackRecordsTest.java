// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Feedback;
import dev.sluice.decisioning.event.FeedbackSampling;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.stream.ingest.FeedbackAdapter;
import dev.sluice.stream.ingest.RejectedEventException;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FeedbackRecordsTest {

    private final AvroWireFormat<dev.sluice.schema.Feedback> format =
            AvroWireFormat.of(dev.sluice.schema.Feedback.class);
    private final FeedbackAdapter adapter = new FeedbackAdapter();

    @Test
    void isReadAsItWasWritten() throws Exception {
        Decision decision = deep();
        ProducerRecord<byte[], byte[]> record = records(0).serialize(decision, null, 0L);

        assertThat(record.topic()).isEqualTo("feedback");
        assertThat(record.timestamp()).isNull();
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("customer-7");
        assertThat(adapter.adapt(format.decode(record.value())))
                .isEqualTo(Feedback.of(decision, 1));
    }

    @Test
    void writesNothingOfADecisionThatIsNotSampled() {
        assertThat(records(0).serialize(Decisions.plain(), null, 0L)).isNull();
        assertThat(records(1).serialize(Decisions.plain(), null, 0L)).isNotNull();
    }

    @Test
    void allocatesNothingForADecisionThatIsNotSampled() {
        FeedbackRecords records = records(0);
        Decision decision = Decisions.plain();
        int rounds = 20_000;
        for (int i = 0; i < rounds; i++) {
            records.serialize(decision, null, 0L);
        }
        long before = allocated();
        for (int i = 0; i < rounds; i++) {
            records.serialize(decision, null, 0L);
        }

        assertThat((allocated() - before) / rounds).as("bytes a decision").isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"probability", "sample", "inclusion", "value", "outcome", "reason"})
    void refusesFeedbackThatNoEstimateCouldBeMadeFrom(String what) throws Exception {
        dev.sluice.schema.Feedback record =
                format.decode(records(0).serialize(deep(), null, 0L).value());
        switch (what) {
            case "probability" -> record.setProbability(Double.NaN);
            case "sample" -> record.setSampleProbability(0);
            case "inclusion" -> record.setInclusionProbability(0);
            case "value" -> record.setValue(Double.POSITIVE_INFINITY);
            case "outcome" -> record.setOutcome("MAYBE");
            default -> record.setReason("WHIM");
        }

        assertThatThrownBy(() -> adapter.adapt(record))
                .isInstanceOf(RejectedEventException.class)
                .hasMessageContaining(what)
                .hasMessageContaining("expected");
    }

    private static FeedbackRecords records(double rest) {
        FeedbackRecords records =
                new FeedbackRecords(
                        "feedback",
                        AvroWireFormat.header(dev.sluice.schema.Feedback.getClassSchema()),
                        new FeedbackSampling(rest));
        records.open(null, null);
        return records;
    }

    /** An audit that changed the outcome. */
    private static Decision deep() {
        Decision plain = Decisions.plain();
        return new Decision(
                plain.eventId(),
                1,
                plain.entityKey(),
                plain.eventTimeMs(),
                new Decision.Verdict(0.7, 0.6, 0.8, Outcome.FLAG),
                DecisionSource.DEEP,
                DecisionReason.AUDIT,
                new Decision.Appraisal(
                        "AUDIT", 0.25, 0.5, 12_345, 1.5, 0.125, 0.03, Outcome.CLEAR, 0.2),
                new Decision.Effort(8, 32, "interval", "monte-carlo"),
                plain.versions(),
                new Decision.Timings(1, 2, 3, 4),
                List.of());
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }
}
