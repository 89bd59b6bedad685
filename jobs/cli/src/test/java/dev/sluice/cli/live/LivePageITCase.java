// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.LocalKafka;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.quality.Quality;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.Control;
import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.config.SluiceConfig;
import dev.sluice.stream.decision.DecisionFormat;
import dev.sluice.stream.decision.QualityFormat;
import dev.sluice.stream.kafka.KafkaConfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The page over the topics of a real broker; each test has topics of its own. */
@Timeout(120)
class LivePageITCase {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static LocalKafka broker;

    private SluiceConfig config;
    private KafkaConfig kafka;

    @BeforeAll
    static void start() throws Exception {
        broker = LocalKafka.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void topics(TestInfo test) throws Exception {
        String prefix = test.getTestMethod().orElseThrow().getName();
        Map<String, String> settings = new TreeMap<>();
        settings.put("kafka.bootstrap-servers", broker.bootstrapServers());
        for (String topic : List.of("decisions", "dead-letters", "control", "quality")) {
            settings.put("kafka." + topic + ".topic", prefix + "-" + topic);
        }
        config = SluiceConfig.of(settings, CascadeConfig.options());
        kafka = CascadeConfig.read(config).kafka();
        Topics.create(
                kafka,
                List.of(kafka.decisionsTopic(), kafka.deadLettersTopic(), kafka.controlTopic()),
                2);
    }

    @Test
    void countsFromNowOnAndNamesATopicThatIsMissingUntilItIsThere() throws Exception {
        control("gate.mode", "off");
        decisions(Decided.deep("old", 4));
        try (LivePage page = page()) {
            // Given a page of a job without a topic for quality
            page.follow(config, LivePage.From.NOW);
            await().atMost(PATIENCE)
                    .until(
                            () -> page(page).get("status").asText(),
                            ("Live. Topic " + kafka.qualityTopic() + " does not exist.")::equals);

            // When decisions come, something that is none, and the topic
            decisions(Decided.deep("new", 8), Decided.firstPass("other"));
            send(kafka.decisionsTopic(), new byte[] {1, 2, 3});
            send(kafka.deadLettersTopic(), new byte[] {1, 2, 3});
            Topics.create(kafka, List.of(kafka.qualityTopic()), 1);
            send(
                    kafka.qualityTopic(),
                    new QualityFormat().encode(Decided.quality(Quality.State.FINAL, 0)));

            // Then they are on the page, and what was there before is not
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> {
                                assertThat(figure(page, "decisions")).isEqualTo("2");
                                assertThat(figure(page, "unreadable")).isEqualTo("1");
                                assertThat(figure(page, "dead-letters")).isEqualTo("1");
                                assertThat(figure(page, "gate-mode")).isEqualTo("off");
                                assertThat(figure(page, "budget")).isEqualTo("not known");
                                assertThat(figure(page, "quality-final-recall")).isEqualTo("50 %");
                            });
            JsonNode decisions = page(page).get("decisions");
            assertThat(decisions).hasSize(1);
            assertThat(decisions.get(0).get("headline").asText()).contains("payment new of");
        }
    }

    @Test
    void readsAllThatIsThereBeforeItEnds() throws Exception {
        Decision[] all = new Decision[3_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = i % 3 == 0 ? Decided.deep("event-" + i, 4) : Decided.firstPass("event-" + i);
        }
        decisions(all);
        try (LivePage page = page()) {
            page.follow(config, LivePage.From.BEGINNING);

            page.end();

            assertThat(figure(page, "decisions")).isEqualTo("3,000");
            assertThat(figure(page, "deep")).isEqualTo("1,000");
            assertThat(page(page).get("state").asText()).isEqualTo("ENDED");
        }
    }

    private static LivePage page() throws Exception {
        return LivePage.open(
                UiAddress.parse("0"), "payments", Decided.WORDS, Identifiers.AS_DECIDED);
    }

    private static JsonNode page(LivePage page) throws Exception {
        return new ObjectMapper().readTree(URI.create(page.url() + "live.json").toURL());
    }

    private static String figure(LivePage page, String id) throws Exception {
        for (JsonNode panel : page(page).get("panels")) {
            for (JsonNode figure : panel.get("figures")) {
                if (figure.get("id").asText().equals(id)) {
                    return figure.get("text").asText();
                }
            }
        }
        return "";
    }

    private void decisions(Decision... decisions) throws Exception {
        DecisionFormat format = new DecisionFormat();
        byte[][] values = new byte[decisions.length][];
        for (int i = 0; i < decisions.length; i++) {
            values[i] = format.encode(decisions[i]);
        }
        send(kafka.decisionsTopic(), values);
    }

    private void control(String kind, String value) throws Exception {
        send(
                kafka.controlTopic(),
                AvroWireFormat.of(Control.class)
                        .encode(new Control(kind, value, Instant.now(), "test")));
    }

    private void send(String topic, byte[]... values) throws Exception {
        try (EventProducer producer = EventProducer.of(kafka)) {
            for (int i = 0; i < values.length; i++) {
                producer.send(
                        topic, Integer.toString(i).getBytes(StandardCharsets.UTF_8), values[i]);
            }
            producer.flush();
        }
    }
}
