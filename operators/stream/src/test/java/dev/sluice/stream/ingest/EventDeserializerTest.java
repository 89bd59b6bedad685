// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.ingest;

import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.event.DeadLetter.Reason;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.Control;
import dev.sluice.schema.Transaction;
import dev.sluice.stream.registry.InputFormats;
import dev.sluice.stream.registry.RegistryConfig;
import dev.sluice.stream.registry.RegistryOptions;

import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.types.Either;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventDeserializerTest {

    private static final long KAFKA_TIME = 1_600_000_000_000L;
    private static final long NOW = 1_700_000_000_000L;
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private static final IngestConfig CONFIG =
            new IngestConfig(
                    StartOffsets.EARLIEST,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofHours(1),
                    1_000,
                    20,
                    100);

    private final AvroWireFormat<Transaction> format = AvroWireFormat.of(Transaction.class);
    private final EventDeserializer<Transaction, Payment> deserializer =
            deserializer(InputFormats.singleObjects());

    @Test
    void readsAnEvent() {
        Payment payment = read(record(bytes("tx-1", KAFKA_TIME - 5))).right();
        assertThat(payment).isEqualTo(new Payment("tx-1", "customer", KAFKA_TIME - 5, 250));
    }

    @Test
    void whatCannotBeReadBecomesADeadLetterWithItsBytesAndItsPlace() {
        byte[] bytes = {1, 2, 3};
        DeadLetter letter = refused(record(bytes));

        assertThat(letter.reason()).isEqualTo(Reason.UNREADABLE);
        assertThat(letter.value()).isEqualTo(bytes);
        assertThat(letter.valueLength()).isEqualTo(3);
        assertThat(letter.valueSha256()).isEmpty();
        assertThat(letter.key()).isEqualTo(new byte[] {7});
        assertThat(letter.topic()).isEqualTo("events");
        assertThat(letter.partition()).isEqualTo(3);
        assertThat(letter.offset()).isEqualTo(44);
        assertThat(letter.kafkaTimestampMs()).isEqualTo(KAFKA_TIME);
        assertThat(letter.stage()).isEqualTo("ingest");
        assertThat(letter.deadAtMs()).isEqualTo(NOW);
        assertThat(letter.headers()).extracting(DeadLetter.Header::name).containsExactly("source");
    }

    @Test
    void aRecordWithoutAValueIsUnreadable() {
        DeadLetter letter = refused(record(null));
        assertThat(letter.reason()).isEqualTo(Reason.UNREADABLE);
        assertThat(letter.value()).isNull();
        assertThat(letter.valueLength()).isEqualTo(-1);
    }

    @Test
    void anotherSchemaIsAWrongSchema() {
        Control control = new Control("gate.mode", "off", Instant.EPOCH, "");
        byte[] bytes = AvroWireFormat.of(Control.class).encode(control);
        assertThat(refused(record(bytes)).reason()).isEqualTo(Reason.WRONG_SCHEMA);
    }

    @Test
    void withoutARegistryThatAnswersNothingIsRefusedAndTheTaskFails() {
        byte[] bytes = bytes("tx-1", KAFKA_TIME);
        bytes[0] = 0;
        RegistryConfig away =
                RegistryOptions.read(
                                Configuration.fromMap(
                                        Map.of(
                                                "registry.url", "http://127.0.0.1:1",
                                                "registry.patience", "0 s")))
                        .orElseThrow();
        List<Either<DeadLetter, Payment>> out = new ArrayList<>();

        assertThatThrownBy(
                        () ->
                                deserializer(new InputFormats.Registered(away, Map.of()))
                                        .deserialize(record(bytes), new ListCollector<>(out)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("schema registry http://127.0.0.1:1 did not answer")
                .hasMessageContaining("No record was lost or refused.");
        assertThat(out).isEmpty();
    }

    @Test
    void anIdThatIsMissingOrTooLongIsRefused() {
        assertThat(refused(record(bytes("", KAFKA_TIME))).reason()).isEqualTo(Reason.BAD_ID);
        assertThat(refused(record(bytes("x".repeat(21), KAFKA_TIME))).reason())
                .isEqualTo(Reason.BAD_ID);
        assertThat(read(record(bytes("x".repeat(20), KAFKA_TIME))).isRight()).isTrue();
    }

    @Test
    void whatTheAdapterRejectsKeepsItsReason() {
        byte[] bytes =
                format.encode(new Transaction("a", at(KAFKA_TIME), "customer", "t", -1L, "EUR"));
        DeadLetter letter = refused(record(bytes));
        assertThat(letter.reason()).isEqualTo(Reason.BAD_VALUE);
        assertThat(letter.detail()).isEqualTo("amount_minor is -1");
    }

    @Test
    void aFailureOfTheAdapterStopsOneRecordOnly() {
        byte[] bytes =
                format.encode(new Transaction("a", at(KAFKA_TIME), "customer", "t", 1L, "XXX"));
        DeadLetter letter = refused(record(bytes));
        assertThat(letter.reason()).isEqualTo(Reason.BAD_VALUE);
        assertThat(letter.detail()).contains("no such currency");
    }

    @Test
    void anEventTimeTooFarAheadOfKafkaIsRefused() {
        assertThat(read(record(bytes("a", KAFKA_TIME + HOUR))).isRight()).isTrue();
        assertThat(refused(record(bytes("a", KAFKA_TIME + HOUR + 1))).reason())
                .isEqualTo(Reason.FUTURE_TIME);
        assertThat(refused(record(bytes("a", Long.MAX_VALUE))).reason())
                .isEqualTo(Reason.FUTURE_TIME);
    }

    @Test
    void aKafkaTimestampFromTheSameWrongClockDoesNotHelp() {
        long tenYearsOn = NOW + Duration.ofDays(3_652).toMillis();
        DeadLetter letter = refused(record(bytes("a", tenYearsOn), tenYearsOn));

        assertThat(letter.reason()).isEqualTo(Reason.FUTURE_TIME);
        assertThat(letter.detail()).contains("after the time here " + NOW);
        assertThat(read(record(bytes("a", NOW + HOUR), tenYearsOn)).isRight()).isTrue();
    }

    @Test
    void withoutAKafkaTimestampTheClockCounts() {
        assertThat(read(record(bytes("a", NOW + HOUR), -1)).isRight()).isTrue();
        assertThat(refused(record(bytes("a", NOW + HOUR + 1), -1)).reason())
                .isEqualTo(Reason.FUTURE_TIME);
    }

    @Test
    void anEventTimeBefore1970IsRefused() {
        assertThat(read(record(bytes("a", 0))).isRight()).isTrue();
        assertThat(refused(record(bytes("a", -1))).reason()).isEqualTo(Reason.BAD_VALUE);
        assertThat(refused(record(bytes("a", Long.MIN_VALUE))).reason())
                .isEqualTo(Reason.BAD_VALUE);
    }

    @Test
    void ofAnOversizedRecordTheBeginningAndTheHashAreKept() throws Exception {
        byte[] bytes = new byte[1_001];
        new Random(3).nextBytes(bytes);
        DeadLetter letter = refused(record(bytes));

        assertThat(letter.reason()).isEqualTo(Reason.OVERSIZED);
        assertThat(letter.value()).isEqualTo(Arrays.copyOf(bytes, 100));
        assertThat(letter.valueLength()).isEqualTo(1_001);
        assertThat(letter.valueSha256())
                .isEqualTo(
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    }

    @Test
    void headersAreKeptAsFarAsTheyFit() {
        ConsumerRecord<byte[], byte[]> record = record(new byte[0]);
        record.headers().add("none", null).add("big", new byte[85]).add("late", new byte[1]);
        assertThat(refused(record).headers())
                .extracting(DeadLetter.Header::name)
                .containsExactly("source", "none");
    }

    @Test
    void aLongDetailIsCut() {
        ConsumerRecord<byte[], byte[]> record = record(new byte[0]);
        RefusedRecords letters = new RefusedRecords(10, Clock.systemUTC());
        assertThat(letters.deadLetter(record, Reason.BAD_VALUE, "x".repeat(5_000)).detail())
                .hasSize(1_001);
    }

    @Test
    void noBytesMakeItThrow() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] good = bytes("tx-1", KAFKA_TIME);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length + 3));
            for (int changes = random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                read(record(bytes));
            } catch (Throwable thrown) {
                throw new AssertionError("seed " + seed, thrown);
            }
        }
    }

    private DeadLetter refused(ConsumerRecord<byte[], byte[]> record) {
        Either<DeadLetter, Payment> read = read(record);
        assertThat(read.isLeft()).as("refused").isTrue();
        return read.left();
    }

    private Either<DeadLetter, Payment> read(ConsumerRecord<byte[], byte[]> record) {
        List<Either<DeadLetter, Payment>> read = new ArrayList<>();
        try {
            deserializer.deserialize(record, new ListCollector<>(read));
        } catch (IOException e) {
            throw new AssertionError("nobody is asked here", e);
        }
        assertThat(read).hasSize(1);
        return read.get(0);
    }

    private byte[] bytes(String id, long timeMs) {
        return format.encode(new Transaction(id, at(timeMs), "customer", "terminal", 250L, "EUR"));
    }

    private static Instant at(long timeMs) {
        return Instant.ofEpochMilli(timeMs);
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] value) {
        return record(value, KAFKA_TIME);
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] value, long kafkaTimestampMs) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("source", "test".getBytes(StandardCharsets.UTF_8));
        return new ConsumerRecord<>(
                "events",
                3,
                44,
                kafkaTimestampMs,
                TimestampType.CREATE_TIME,
                1,
                value == null ? -1 : value.length,
                new byte[] {7},
                value,
                headers,
                Optional.empty());
    }

    private static EventDeserializer<Transaction, Payment> deserializer(InputFormats formats) {
        EventDeserializer<Transaction, Payment> deserializer =
                new EventDeserializer<>(
                        new PaymentAdapter(),
                        CONFIG,
                        formats,
                        Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));
        deserializer.open(new Reader());
        return deserializer;
    }

    private static final class Reader implements DeserializationSchema.InitializationContext {

        @Override
        public MetricGroup getMetricGroup() {
            return new UnregisteredMetricsGroup();
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            return SimpleUserCodeClassLoader.create(getClass().getClassLoader());
        }
    }
}
