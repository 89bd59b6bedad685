// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.LocalKafka;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.DeepJudge;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.stream.decision.DecisionFormat;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.testing.FakeModelBackend;
import dev.sluice.testing.TestEvents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Explanations of what is on a topic of decisions of a real broker. */
@Timeout(120)
class ExplainCommandITCase {

    private static final String EVENT = "event-4711";
    private static final int OTHERS = 200;

    @TempDir static Path folder;
    private static LocalKafka broker;
    private static KafkaConfig kafka;
    private static Path config;
    private static Decision deep;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void writeDecisions() throws Exception {
        broker = LocalKafka.start();
        kafka = KafkaConfig.of(broker.bootstrapServers());
        Topics.create(kafka, 2);
        config =
                Files.writeString(
                        folder.resolve("fraud.yaml"),
                        "kafka.bootstrap-servers: " + broker.bootstrapServers() + "\n");
        Escalation escalation = TestEvents.escalation(EVENT, 0.48, 0.05, 0);
        deep = deep(escalation);
        // the deep answer stands, whichever of the two was written first
        send(deep, escalation.fallback());
        for (int i = 0; i < OTHERS; i++) {
            send(TestEvents.escalation(EVENT + i, 0.5, 0.05, 0).fallback());
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void showsEveryRevisionTheOneThatStandsLast() {
        int code = explain("--event", EVENT, "--config", config + "");

        assertThat(code).as(err.toString()).isZero();
        assertThat(out.toString())
                .containsSubsequence(
                        "Decision 1 of 2, partition ",
                        "What made it (revision 0)",
                        "Decision 2 of 2, partition ",
                        ": this one stands\n",
                        "transaction " + EVENT + " of customer " + deep.entityKey(),
                        "What the deep look asked",
                        "What made it (revision 1)",
                        (OTHERS + 2) + " records of topic sluice-decisions were looked at.");
    }

    @Test
    void masksIdentifiersEverywhere() throws Exception {
        Path json = folder.resolve("masked.json");

        int code =
                explain("--event", EVENT, "--config", config + "", "--mask", "--json", json + "");

        assertThat(code).as(err.toString()).isZero();
        for (String output : List.of(out.toString(), err.toString(), Files.readString(json))) {
            assertThat(output).doesNotContain(EVENT, deep.entityKey());
        }
        JsonNode explanations = new ObjectMapper().readTree(json.toFile()).get("explanations");
        assertThat(explanations).hasSize(2);
        assertThat(explanations.get(1).at("/decision/event_id").asText())
                .isEqualTo("transaction#1");
        assertThat(explanations.get(1).at("/decision/entity_key").asText()).isEqualTo("customer#1");
        assertThat(explanations.get(1).at("/decision/revision").asInt()).isEqualTo(1);
        assertThat(explanations.get(1).at("/reason_codes/0/code").asText()).isNotEmpty();
    }

    @Test
    void saysWhatWasLookedAtWhenThereIsNoDecision() {
        int code = explain("--event", "event-471", "--config", config + "");

        assertThat(code).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .startsWith("sluice: event 'event-471' is not among the " + (OTHERS + 2))
                .contains("sluice-decisions", broker.bootstrapServers(), "sluice-dead-letters");
    }

    @Test
    void doesNotNameAMaskedEventThatIsNotThere() {
        int code = explain("--event", "event-471", "--config", config + "", "--mask");

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("the event is not among").doesNotContain("event-471");
    }

    @Test
    void endsWithAWordWhenTheTopicIsMissing() {
        int code =
                explain(
                        "--event",
                        EVENT,
                        "--config",
                        config + "",
                        "--set",
                        "kafka.decisions.topic=nowhere");

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("topic nowhere does not exist");
    }

    private int explain(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "explain";
        all[1] = "fraud";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return Sluice.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
    }

    private static Decision deep(Escalation escalation) {
        return DeepJudge.judgeAll(
                        FakeModelBackend.deep(TestEvents.FEATURES, TestEvents.CONTEXT),
                        TestEvents.POLICY,
                        DeepConfig.DEFAULT,
                        List.of(escalation))
                .get(0);
    }

    private static void send(Decision... decisions) throws Exception {
        DecisionFormat format = new DecisionFormat();
        try (EventProducer producer = EventProducer.of(kafka)) {
            for (Decision decision : decisions) {
                producer.send(
                        kafka.decisionsTopic(),
                        decision.entityKey().getBytes(StandardCharsets.UTF_8),
                        format.encode(decision));
            }
            producer.flush();
        }
    }
}
