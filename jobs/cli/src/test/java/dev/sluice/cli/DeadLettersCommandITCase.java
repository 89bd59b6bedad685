// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.LocalKafka;
import dev.sluice.cli.kafka.TopicReader;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.event.DeadLetter.Reason;
import dev.sluice.stream.deadletter.ValueHash;
import dev.sluice.stream.decision.DeadLetterFormat;
import dev.sluice.stream.kafka.KafkaConfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Dead letters on a topic of a real broker, and their records sent again. */
@Timeout(120)
class DeadLettersCommandITCase {

    private static final long DAY = Instant.parse("2026-03-04T05:06:07Z").toEpochMilli();

    @TempDir Path folder;
    private LocalKafka broker;
    private KafkaConfig kafka;
    private Path config;

    @BeforeEach
    void writeLetters() throws Exception {
        broker = LocalKafka.start();
        kafka = KafkaConfig.of(broker.bootstrapServers());
        Topics.create(kafka, 2);
        config =
                Files.writeString(
                        folder.resolve("fraud.yaml"),
                        "kafka.bootstrap-servers: " + broker.bootstrapServers() + "\n");
        DeadLetter unreadable = letter(7, Reason.UNREADABLE, "no record", "hello", 5);
        send(
                unreadable,
                // written twice around a restart
                unreadable,
                letter(8, Reason.FUTURE_TIME, "next year", "later", 5),
                DeadLetter.within("features", Reason.BAD_FEATURES, "NaN", "customer-1", DAY));
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void listsEachLetterOnceAndCountsTheReasons() throws Exception {
        Path json = folder.resolve("letters.json");

        Ran ran = run("list", "--json", json + "");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .containsOnlyOnce("sluice-events/0/7")
                .contains("next year", "1 features BAD_FEATURES", "1 ingest UNREADABLE")
                .contains("3 dead letters among 4 records of topic sluice-dead-letters.");
        JsonNode read = new ObjectMapper().readTree(json.toFile());
        assertThat(read.get("letters")).hasSize(3);
        assertThat(read.at("/reasons/ingest FUTURE_TIME").asInt()).isEqualTo(1);
    }

    @Test
    void filtersByReasonStageTopicAndDay() {
        assertThat(run("list", "--reason", "future_time").out()).contains("1 dead letters");
        assertThat(run("list", "--stage", "features").out()).contains("1 dead letters");
        assertThat(run("list", "--topic", "sluice-events").out()).contains("2 dead letters");
        assertThat(run("list", "--from", "2026-03-05").out()).contains("0 dead letters");
        assertThat(run("list", "--to", "2026-03-05", "--limit", "1").out())
                .contains("... and 2 more", "3 dead letters");
        Ran wrong = run("list", "--from", "2026-03-05", "--to", "2026-03-04");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("--from is 2026-03-05 and --to is 2026-03-04");
    }

    @Test
    void showsAllOfALetterAndNothingThatATerminalWouldObey() throws Exception {
        send(letter(9, Reason.BAD_ID, "id '\u001b[2J'", "\u001b[2Jabc", 7));

        Ran ran = run("show", "sluice-events/0/9");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("BAD_ID: id '.[2J'", "7 bytes", "1b 5b 32 4a 61 62 63", ".[2Jabc")
                .contains("header trace abc", "2026-03-04T05:06:07Z")
                .doesNotContain("\u001b");
        assertThat(run("list").out()).doesNotContain("\u001b");
        Ran missing = run("show", "sluice-events/0/99");
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("sluice-events/0/99", "sluice-dead-letters");
    }

    @Test
    void sendsARecordAgainOnceHoweverOftenItIsAskedFor() throws Exception {
        Ran first = run("replay", "--all");
        Ran second = run("replay", "--all");

        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).contains("2 records sent.", "1 have no record of their own");
        assertThat(second.out()).contains("0 records sent.", "2 were sent before");
        List<ConsumerRecord<byte[], byte[]>> events = events();
        assertThat(events)
                .extracting(record -> text(record.value()))
                .containsExactlyInAnyOrder("hello", "later");
        ConsumerRecord<byte[], byte[]> hello =
                events.stream().filter(r -> text(r.value()).equals("hello")).findAny().get();
        assertThat(text(hello.key())).isEqualTo("customer-1");
        assertThat(text(hello.headers().lastHeader("trace").value())).isEqualTo("abc");
        assertThat(text(hello.headers().lastHeader("sluice.replay-of").value()))
                .isEqualTo("sluice-events/0/7");
        assertThat(run("list").out()).contains("[sent again ");
    }

    @Test
    void sendsOnlyWhatIsMeantAndNothingInADryRun() throws Exception {
        assertThat(run("replay", "--all", "--dry-run").out())
                .contains("2 records of 3 letters would be sent.");
        assertThat(events()).isEmpty();
        assertThat(run("replay", "sluice-events/0/8").out()).contains("1 records sent.");
        assertThat(events()).extracting(record -> text(record.value())).containsExactly("later");
        Ran wrong = run("replay");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("expected ids, or --all");
    }

    @Test
    void aRecordThatWasCutComesFromItsTopicAsLongAsItIsThere() throws Exception {
        sendEvent("a record that is long");
        sendEvent("another at the offset");
        send(
                cut(0, "a record that is long"),
                cut(1, "a record of old times"),
                cut(4_711, "a record that is gone"));

        Ran ran = run("replay", "--all", "--reason", "OVERSIZED");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .contains("1 records sent.", "2 have a part of their record only", "/0/4711");
        assertThat(events())
                .extracting(record -> text(record.value()))
                .containsExactlyInAnyOrder(
                        "a record that is long", "another at the offset", "a record that is long");
    }

    @Test
    void endsWithAWordWhenTheTopicIsMissing() {
        Ran ran = run("list", "--set", "kafka.dead-letters.topic=nowhere");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("topic nowhere does not exist");
    }

    private record Ran(int code, String out, String err) {}

    private Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("dead-letters"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--config", config + ""));
        int code =
                Sluice.commandLine()
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(all.toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }

    private List<ConsumerRecord<byte[], byte[]>> events() throws Exception {
        List<ConsumerRecord<byte[], byte[]>> events = new ArrayList<>();
        TopicReader.read(kafka, kafka.eventsTopic(), IsolationLevel.READ_COMMITTED, events::add);
        return events;
    }

    private void sendEvent(String value) throws Exception {
        try (EventProducer producer = EventProducer.of(kafka)) {
            producer.send(
                    new ProducerRecord<>(
                            kafka.eventsTopic(), 0, bytes("customer-1"), bytes(value)));
            producer.flush();
        }
    }

    private void send(DeadLetter... letters) throws Exception {
        DeadLetterFormat format = new DeadLetterFormat();
        try (EventProducer producer = EventProducer.of(kafka)) {
            for (DeadLetter letter : letters) {
                producer.send(
                        kafka.deadLettersTopic(),
                        letter.place().map(DeadLettersCommandITCase::bytes).orElse(letter.key()),
                        format.encode(letter));
            }
            producer.flush();
        }
    }

    private DeadLetter cut(long offset, String whole) {
        return letter(
                offset,
                Reason.OVERSIZED,
                "too long",
                whole.substring(0, 5),
                whole.length(),
                ValueHash.of(bytes(whole)));
    }

    private DeadLetter letter(long offset, Reason reason, String detail, String value, int length) {
        return letter(offset, reason, detail, value, length, "");
    }

    private DeadLetter letter(
            long offset, Reason reason, String detail, String value, int length, String sha256) {
        return new DeadLetter(
                kafka.eventsTopic(),
                0,
                offset,
                DAY,
                bytes("customer-1"),
                bytes(value),
                length,
                sha256,
                List.of(new DeadLetter.Header("trace", bytes("abc"))),
                "ingest",
                reason,
                detail,
                DAY);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
