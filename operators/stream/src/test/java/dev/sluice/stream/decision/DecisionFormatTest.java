// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.TraceStep;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.WireFormat;
import dev.sluice.schema.WireFormatException;

import org.apache.flink.types.PojoTestUtils;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DecisionFormatTest {

    private final WireFormat<Decision> format = new DecisionFormat();
    private final WireFormat<dev.sluice.schema.Decision> avro =
            AvroWireFormat.of(dev.sluice.schema.Decision.class);

    @Test
    void readsWhatItWrote() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            Decision decision = Decisions.random(random);
            assertThat(format.decode(format.encode(decision)))
                    .as("seed %d", seed)
                    .isEqualTo(decision);
        }
    }

    @Test
    void writesTheBytesThatTheSchemaSays() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = format.encode(Decisions.random(random));
            assertThat(avro.encode(avro.decode(bytes))).as("seed %d", seed).isEqualTo(bytes);
        }
    }

    @Test
    void everyFieldHasItsPlace() throws Exception {
        dev.sluice.schema.Decision record = avro.decode(format.encode(Decisions.plain()));
        assertThat(record.toString())
                .isEqualTo(
                        "{\"event_id\": \"tx-1\", \"revision\": 0, \"entity_key\": \"customer-7\","
                                + " \"event_time\": \"2018-06-01T00:00:00.123Z\", \"probability\":"
                                + " 0.03, \"probability_low\": 0.02, \"probability_high\": 0.05,"
                                + " \"outcome\": \"CLEAR\", \"source\": \"FIRST_PASS\", \"reason\":"
                                + " \"CONFIDENT\", \"escalation_reason\": \"\", \"uncertainty\": 0.25,"
                                + " \"novelty\": 0.5, \"stake\": 12345, \"value\": 1.5,"
                                + " \"inclusion_probability\": 0.0, \"first_pass_probability\": 0.03, \"first_pass_outcome\": \"CLEAR\", \"chance\": 0.01, \"passes_used\": 0,"
                                + " \"passes_allowed\": 0, \"stop_reason\": \"\", \"strategy\": \"\","
                                + " \"first_pass_model\": \"fp-1\", \"deep_model\": \"\", \"policy\":"
                                + " \"policy-1\", \"price\": 0.1, \"seed\": 0, \"feature_hash\": -77,"
                                + " \"device\": \"cpu\", \"natives\": \"2.16.1\", \"queue_micros\": 0,"
                                + " \"batch_micros\": 120, \"inference_micros\": 900, \"device_micros\": 0, \"trace\": []}");
    }

    @Test
    void textsThatAreMissingAreWrittenAsEmptyOnes() throws Exception {
        TraceStep step =
                new TraceStep("step", null, null, 0, 1, Collections.singletonMap("a", null));
        Decision decision = Decisions.decision(null, "customer", List.of(step));
        Decision read = format.decode(format.encode(decision));
        assertThat(read.eventId()).isEmpty();
        assertThat(read.trace().get(0).question()).isEmpty();
        assertThat(read.trace().get(0).evidence()).containsEntry("a", "");
    }

    @Test
    void aReasonThatIsUnknownIsUnreadable() throws Exception {
        dev.sluice.schema.Decision record = avro.decode(format.encode(Decisions.plain()));
        record.setReason("WHIM");
        assertThatThrownBy(() -> format.decode(avro.encode(record)))
                .isInstanceOf(WireFormatException.class)
                .hasMessage("'WHIM' is no DecisionReason");
    }

    @Test
    void allocatesTheBytesAndNothingElse() {
        Decision decision = Decisions.plain();
        int rounds = 20_000;
        for (int i = 0; i < rounds; i++) {
            format.encode(decision);
        }
        long before = allocated();
        int length = 0;
        for (int i = 0; i < rounds; i++) {
            length = format.encode(decision).length;
        }
        double perDecision = (allocated() - before) / (double) rounds;
        // an array is its bytes, 16 of header and up to 7 of padding
        assertThat(perDecision).as("bytes for %d", length).isLessThan(length + 24.0);
    }

    @Test
    void decisionsTravelAsPojos() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(Decision.class);
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }
}
