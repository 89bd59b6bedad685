// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import dev.sluice.cli.kafka.LocalKafka;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.fraud.LabelledTransaction;
import dev.sluice.schema.Control;
import dev.sluice.schema.Feedback;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.stream.model.ModelStore;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The loops of the fraud job, which close through topics of a real broker. */
@Timeout(300)
class FeedbackLoopITCase {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int DAYS = 10;
    private static final int HALF = 3_000;

    @TempDir static Path folder;
    private static Path models;
    private static Policy policy;

    @TempDir Path scratch;
    private LocalKafka broker;
    private FraudTopics topics;

    @BeforeAll
    static void trainModels() throws Exception {
        models = FraudHistory.train(folder);
        policy = ModelStore.at(models.toString(), "djl-tensorflow").policy();
    }

    @BeforeEach
    void startKafka() throws Exception {
        broker = LocalKafka.start();
        topics = new FraudTopics(KafkaConfig.of(broker.bootstrapServers()));
        Topics.create(topics.kafka(), 2);
    }

    @AfterEach
    void stopKafka() {
        broker.close();
    }

    @Test
    void decidesLaterEventsAtAPriceThatTheControllerMadeOfEarlierDecisions() throws Exception {
        // Given a job with a controller, and a budget under which the price alone decides
        Map<String, String> settings =
                Map.of(
                        "gate.controller.enabled", "true",
                        "gate.controller.interval", "500 ms",
                        "labels.join.sample", "1",
                        "gate.budget.share", "1",
                        "gate.novelty.share", "0.45",
                        "gate.audit.share", "0.45",
                        "gate.novelty", "2");
        List<LabelledTransaction> world = world(201);
        try (FraudCascade cascade = start(settings)) {
            topics.send(world.subList(0, HALF));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(prices()).isNotEmpty());

            // When the rest comes
            topics.send(world.subList(HALF, 2 * HALF));

            // Then it is decided at prices that the controller has issued
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> {
                                Set<Double> issued = prices();
                                assertThat(upserted(world.subList(HALF, 2 * HALF)))
                                        .hasSize(HALF)
                                        .anyMatch(
                                                decision ->
                                                        issued.contains(
                                                                decision.versions().price()));
                            });
            cascade.drain();
        }

        // and every decision is among the feedback, as all are sampled here
        Set<String> heard = new HashSet<>();
        for (Feedback feedback : topics.feedback()) {
            heard.add(feedback.getEventId());
        }
        assertThat(heard).isEqualTo(topics.upserted().keySet()).hasSize(2 * HALF);
        assertThat(topics.deadLetters()).isEmpty();
    }

    @Test
    void decidesUnderAPublishedPolicyWithoutARestartAndSaysSo() throws Exception {
        List<LabelledTransaction> world = world(202);
        Policy published =
                policy.withVersion("by-hand-2")
                        .withFirstPass(new Calibration(0.2, -1.5, policy.firstPass().bins()));
        try (FraudCascade cascade = start(Map.of())) {
            // Given a job that decides under the policy of its models
            topics.send(world.subList(0, HALF));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(topics.upserted()).hasSize(HALF));
            assertThat(topics.decisions())
                    .extracting(decision -> decision.versions().policy())
                    .containsOnly(policy.version());

            // When another one is published, and one that is for nobody
            topics.sendControl("policy", ModelJson.yaml(published));
            topics.sendControl("policy", "version: [");
            topics.sendControl("policy", ModelJson.yaml(published).replace("fraud\n", "sensors\n"));
            cascade.awaitControl();
            topics.send(world.subList(HALF, 2 * HALF));
            cascade.drain();
        }

        // Then the later events are decided under it, by the first pass and by deep
        List<Decision> later = upserted(world.subList(HALF, 2 * HALF));
        assertThat(later)
                .extracting(decision -> decision.versions().policy())
                .containsOnly(published.version());
        assertThat(later).extracting(Decision::source).contains(DecisionSource.DEEP);
        assertThat(later)
                .filteredOn(decision -> decision.source() == DecisionSource.FIRST_PASS)
                .allSatisfy(
                        decision ->
                                assertThat(decision.appraisal().firstPassProbability())
                                        .isLessThan(0.5));
        assertThat(topics.deadLetters())
                .hasSize(2)
                .allSatisfy(letter -> assertThat(letter.detail()).contains("policy:", "expected"));
    }

    /** Prices that the controller has issued, but for the policy's. */
    private Set<Double> prices() throws Exception {
        Set<Double> prices = new HashSet<>();
        for (Control control : topics.control()) {
            if (control.getKind().equals("gate.tuning")
                    && control.getIssuedBy().equals("controller")) {
                prices.add(ModelJson.tuning(control.getValue()).price());
            }
        }
        prices.remove(policy.gate().price());
        return prices;
    }

    private List<Decision> upserted(List<LabelledTransaction> events) throws Exception {
        Map<String, Decision> all = topics.upserted();
        List<Decision> some = new ArrayList<>();
        for (LabelledTransaction event : events) {
            Decision decision = all.get(event.transaction().transactionId());
            if (decision != null) {
                some.add(decision);
            }
        }
        return some;
    }

    private FraudCascade start(Map<String, String> settings) throws Exception {
        return FraudCascade.start(
                topics.kafka(), models, scratch, settings, UnaryOperator.identity());
    }

    private static List<LabelledTransaction> world(long seed) {
        List<LabelledTransaction> world = new ArrayList<>();
        FraudHistory.stream(DAYS, seed).forEach(world::add);
        return world;
    }
}
