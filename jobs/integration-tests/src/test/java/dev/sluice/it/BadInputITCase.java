// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.LocalKafka;
import dev.sluice.cli.kafka.TopicReader;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.event.DeadLetter.Reason;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.Control;
import dev.sluice.schema.WireFormat;
import dev.sluice.schema.WireFormatException;
import dev.sluice.stream.deadletter.DeadLetters;
import dev.sluice.stream.decision.DeadLetterFormat;
import dev.sluice.stream.decision.DecisionFormat;
import dev.sluice.stream.decision.DecisionStage;
import dev.sluice.stream.decision.DeliveryOptions;
import dev.sluice.stream.ingest.IngestOptions;
import dev.sluice.stream.ingest.IngestStage;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.model.ModelJson;

import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Every kind of bad input has its end, and does not disturb the good events around it. */
@Timeout(180)
class BadInputITCase {

    /** A compacted topic takes no record without a key. */
    private static final byte[] CONTROL_KEY = "gate.mode".getBytes(StandardCharsets.UTF_8);

    private static final int GOOD_BEFORE_EACH = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final long startMs = System.currentTimeMillis() - 1_000_000;
    private LocalKafka broker;
    private KafkaConfig kafka;
    private EventProducer producer;
    private long good;

    @BeforeEach
    void startKafka() throws Exception {
        broker = LocalKafka.start();
        kafka = KafkaConfig.of(broker.bootstrapServers());
        Topics.create(kafka, 2);
        producer = EventProducer.of(kafka);
    }

    @AfterEach
    void stopKafka() {
        producer.close();
        broker.close();
    }

    @Test
    void badInputEndsAsDeadLettersAndTheEventsAroundItAreDecided() throws Exception {
        Map<Reason, byte[]> bad = badValues();
        for (byte[] value : bad.values()) {
            sendGood();
            sendToBoth(value);
        }
        sendGood();
        producer.send(kafka.controlTopic(), CONTROL_KEY, control("gate.mode", "perhaps"));
        producer.send(kafka.controlTopic(), CONTROL_KEY, control("gate.mode", "off"));
        producer.flush();

        JobClient job = start();
        try {
            int refused = 2 * (bad.size() + 1) + 1;
            sendToBoth(null);
            await().atMost(PATIENCE).until(() -> deadLetters().size() >= refused);
            await().atMost(PATIENCE).until(() -> decisions().size() >= good);

            List<DeadLetter> letters = deadLetters();
            assertThat(letters).hasSize(refused);
            assertThat(decisions())
                    .extracting(Decision::eventId)
                    .hasSize((int) good)
                    .doesNotHaveDuplicates()
                    .allMatch(id -> id.startsWith("good-"));
            bad.forEach((reason, value) -> assertInBothPartitions(letters, reason, value));
            assertInBothPartitions(letters, Reason.UNREADABLE, null);
            assertThat(letters)
                    .filteredOn(letter -> letter.topic().equals(kafka.controlTopic()))
                    .singleElement()
                    .satisfies(
                            letter ->
                                    assertThat(letter.detail())
                                            .isEqualTo(
                                                    "gate.mode is 'perhaps'; expected on or off"));
            assertEventTimeIsThatOfTheGoodEvents();
            assertThat(job.getJobStatus().get(10, TimeUnit.SECONDS)).isEqualTo(JobStatus.RUNNING);
        } finally {
            Payments.end(job);
        }
    }

    /** The watermark arrives where the good events put it, and was never ahead of that. */
    private void assertEventTimeIsThatOfTheGoodEvents() throws Exception {
        long expected = startMs + good - 1 - Duration.ofSeconds(1).toMillis() - 1;
        long lastMs = startMs + good - 1;
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> {
                            // a probe of the time of the last good event moves nothing
                            for (int partition = 0; partition < 2; partition++) {
                                send(partition, Payments.encode("probe", "customer", lastMs));
                            }
                            producer.flush();
                            return watermarks().contains(expected);
                        });
        assertThat(watermarks()).allMatch(watermark -> watermark <= expected);
    }

    private void assertInBothPartitions(List<DeadLetter> letters, Reason reason, byte[] value) {
        assertThat(letters)
                .filteredOn(
                        letter ->
                                letter.reason() == reason
                                        && letter.topic().equals(kafka.eventsTopic())
                                        && (letter.value() == null) == (value == null))
                .as("dead letters for %s", reason)
                .hasSize(2)
                .allSatisfy(
                        letter -> {
                            assertThat(letter.valueLength())
                                    .isEqualTo(value == null ? -1 : value.length);
                            assertThat(letter.value())
                                    .isEqualTo(
                                            value == null
                                                    ? null
                                                    : Arrays.copyOf(
                                                            value, Math.min(value.length, 2_000)));
                            assertThat(letter.valueSha256())
                                    .hasSize(value != null && value.length > 2_000 ? 64 : 0);
                            assertThat(letter.headers())
                                    .extracting(DeadLetter.Header::name)
                                    .containsExactly("origin");
                            assertThat(letter.stage()).isEqualTo("ingest");
                            assertThat(letter.offset()).isNotNegative();
                        })
                .extracting(DeadLetter::partition)
                .containsExactlyInAnyOrder(0, 1);
    }

    private Map<Reason, byte[]> badValues() {
        Map<Reason, byte[]> bad = new LinkedHashMap<>();
        byte[] garbage = new byte[300];
        new Random(5).nextBytes(garbage);
        bad.put(Reason.UNREADABLE, garbage);
        bad.put(Reason.WRONG_SCHEMA, control("gate.mode", "off"));
        bad.put(Reason.BAD_ID, Payments.encode("", "customer", startMs));
        bad.put(
                Reason.FUTURE_TIME,
                Payments.encode("late", "customer", System.currentTimeMillis() + 7_200_000));
        bad.put(Reason.OVERSIZED, Payments.encode("x".repeat(4_000), "customer", startMs));
        bad.put(Reason.BAD_VALUE, Payments.encode("early", "customer", -5));
        return bad;
    }

    private JobClient start() throws Exception {
        Configuration options =
                Configuration.fromMap(
                        Map.of(
                                "ingest.start", "earliest",
                                "ingest.max-bytes", "3000 bytes",
                                "ingest.max-out-of-orderness", "1 s",
                                "dead-letter.max-bytes", "2000 bytes"));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(2, Payments.strict());
        var config = IngestOptions.read(options);
        var events = IngestStage.events(kafka, config, new PaymentAdapter()).append(environment);
        var control = IngestStage.control(kafka, config, ModelJson::policy).append(environment);
        DecisionStage decisions = DecisionStage.of(kafka, DeliveryOptions.read(options));
        decisions.appendFast(events.process(new Decide()).name("decide").uid("decide"));
        decisions.appendDeadLetters(
                events.getSideOutput(DeadLetters.TAG)
                        .union(control.getSideOutput(DeadLetters.TAG)));
        return environment.executeAsync("bad-input");
    }

    private void sendGood() throws IOException {
        for (int i = 0; i < GOOD_BEFORE_EACH; i++) {
            send(i % 2, Payments.encode("good-" + good, "customer-" + i, startMs + good));
            good++;
        }
    }

    private void sendToBoth(byte[] value) throws IOException {
        for (int partition = 0; partition < 2; partition++) {
            send(partition, value);
        }
        producer.flush();
    }

    private void send(int partition, byte[] value) throws IOException {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(kafka.eventsTopic(), partition, null, value);
        record.headers().add("origin", new byte[] {1});
        producer.send(record);
    }

    private static byte[] control(String kind, String value) {
        return AvroWireFormat.of(Control.class)
                .encode(new Control(kind, value, Instant.now(), "test"));
    }

    private List<Long> watermarks() {
        return read(kafka.decisionsTopic(), new DecisionFormat()).stream()
                .map(decision -> decision.appraisal().stake())
                .toList();
    }

    private List<Decision> decisions() {
        return read(kafka.decisionsTopic(), new DecisionFormat()).stream()
                .filter(decision -> !decision.eventId().equals("probe"))
                .toList();
    }

    private List<DeadLetter> deadLetters() {
        return read(kafka.deadLettersTopic(), new DeadLetterFormat());
    }

    private <T> List<T> read(String topic, WireFormat<T> format) {
        List<T> values = new ArrayList<>();
        try {
            TopicReader.read(
                    kafka,
                    topic,
                    IsolationLevel.READ_UNCOMMITTED,
                    record -> {
                        try {
                            values.add(format.decode(record.value()));
                        } catch (WireFormatException e) {
                            throw new AssertionError("what we wrote is unreadable", e);
                        }
                    });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return values;
    }

    private static final class Decide extends ProcessFunction<Payment, Decision> {

        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Payment payment, Context context, Collector<Decision> out) {
            out.collect(Payments.decide(payment, context.timerService().currentWatermark()));
        }
    }
}
