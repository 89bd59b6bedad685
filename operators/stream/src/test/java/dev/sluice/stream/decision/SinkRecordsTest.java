// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.event.DeadLetter.Reason;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.TraceStep;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class SinkRecordsTest {

    private static final int MAX_BYTES = 16 * 1024;

    private final DecisionRecords decisions =
            new DecisionRecords(
                    "decisions",
                    dev.sluice.schema.AvroWireFormat.header(
                            dev.sluice.schema.Decision.getClassSchema()),
                    MAX_BYTES);
    private final DeadLetterRecords letters =
            new DeadLetterRecords(
                    "dead",
                    dev.sluice.schema.AvroWireFormat.header(
                            dev.sluice.schema.DeadLetter.getClassSchema()),
                    MAX_BYTES);
    private final DecisionFormat decisionFormat = new DecisionFormat();
    private final DeadLetterFormat letterFormat = new DeadLetterFormat();

    SinkRecordsTest() {
        decisions.open(null, null);
        letters.open(null, null);
    }

    @Test
    void aDecisionIsKeyedByItsEntityAndHasNoTimestamp() throws Exception {
        ProducerRecord<byte[], byte[]> record =
                decisions.serialize(Decisions.plain(), null, 1_527_811_200_123L);
        assertThat(record.topic()).isEqualTo("decisions");
        assertThat(record.key()).isEqualTo("customer-7".getBytes(StandardCharsets.UTF_8));
        assertThat(record.timestamp()).isNull();
        assertThat(decisionFormat.decode(record.value())).isEqualTo(Decisions.plain());
    }

    @Test
    void aDecisionThatIsTooLargeLosesItsTrace() throws Exception {
        TraceStep step = new TraceStep("a", "b", "x".repeat(5_000), 0, 1, Map.of());
        Decision large = Decisions.decision("tx-1", "customer-7", Collections.nCopies(10, step));
        ProducerRecord<byte[], byte[]> record = decisions.serialize(large, null, null);

        assertThat(length(record)).isLessThanOrEqualTo(MAX_BYTES);
        Decision read = decisionFormat.decode(record.value());
        assertThat(read.trace()).hasSize(1);
        assertThat(read.trace().get(0).name()).isEqualTo("truncated");
        assertThat(read.trace().get(0).answer()).contains("10 steps");
        assertThat(read.verdict()).isEqualTo(large.verdict());
        assertThat(read.versions()).isEqualTo(large.versions());
    }

    @Test
    void aDecisionWithHugeIdsIsStillSent() throws Exception {
        Decision large = Decisions.decision("ß".repeat(50_000), "Ω".repeat(50_000), List.of());
        ProducerRecord<byte[], byte[]> record = decisions.serialize(large, null, null);
        assertThat(length(record)).isLessThanOrEqualTo(MAX_BYTES);
        assertThat(decisionFormat.decode(record.value()).verdict()).isEqualTo(large.verdict());
    }

    @Test
    void aDeadLetterIsKeyedByThePlaceItCameFrom() throws Exception {
        ProducerRecord<byte[], byte[]> record =
                letters.serialize(letter(new byte[10], 10, ""), null, 7L);
        assertThat(record.key()).isEqualTo("events/2/33".getBytes(StandardCharsets.UTF_8));
        assertThat(record.timestamp()).isNull();
        assertThat(letterFormat.decode(record.value()).value()).hasSize(10);
    }

    @Test
    void aDeadLetterFromWithinTheJobIsKeyedByItsEntity() {
        DeadLetter letter = DeadLetter.within("features", Reason.BAD_FEATURES, "", "c-1", 0);
        assertThat(letters.serialize(letter, null, null).key())
                .isEqualTo("c-1".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aDeadLetterHasTheHeadersOfKafkasOwn() {
        assertThat(headers(letter(new byte[10], 10, "")))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "__streams.errors.exception", "UNREADABLE",
                                "__streams.errors.message", "",
                                "__streams.errors.topic", "events",
                                "__streams.errors.partition", "2",
                                "__streams.errors.offset", "33"));
        assertThat(headers(DeadLetter.within("features", Reason.BAD_FEATURES, "NaN", "c-1", 0)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "__streams.errors.exception", "BAD_FEATURES",
                                "__streams.errors.message", "NaN"));
    }

    @Test
    void aDeadLetterThatIsTooLargeKeepsLessAndTheHashOfTheWhole() throws Exception {
        ProducerRecord<byte[], byte[]> record =
                letters.serialize(letter(new byte[40_000], 40_000, ""), null, null);
        DeadLetter read = letterFormat.decode(record.value());
        assertThat(length(record)).isLessThanOrEqualTo(MAX_BYTES);
        assertThat(read.value()).hasSize(1024);
        assertThat(read.valueLength()).isEqualTo(40_000);
        assertThat(read.valueSha256()).hasSize(64);
    }

    @Test
    void aHashOfTheWholeThatIsThereStays() throws Exception {
        ProducerRecord<byte[], byte[]> record =
                letters.serialize(letter(new byte[40_000], 90_000, "abcd"), null, null);
        assertThat(letterFormat.decode(record.value()).valueSha256()).isEqualTo("abcd");
    }

    private Map<String, String> headers(DeadLetter letter) {
        Map<String, String> headers = new HashMap<>();
        letters.serialize(letter, null, null)
                .headers()
                .forEach(
                        header ->
                                headers.put(
                                        header.key(),
                                        new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }

    private static DeadLetter letter(byte[] value, int length, String sha256) {
        return new DeadLetter(
                "events",
                2,
                33,
                0,
                new byte[3],
                value,
                length,
                sha256,
                List.of(),
                "ingest",
                Reason.UNREADABLE,
                "",
                0);
    }

    private static int length(ProducerRecord<byte[], byte[]> record) {
        return record.key().length + record.value().length;
    }
}
