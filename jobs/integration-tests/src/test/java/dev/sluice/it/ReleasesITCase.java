// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import dev.sluice.cli.kafka.LocalKafka;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.cli.release.CopiedModel;
import dev.sluice.cli.release.ReleaseClient;
import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.EntityDraw;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.release.ModelStatus;
import dev.sluice.decisioning.release.ModelStatus.State;
import dev.sluice.decisioning.release.ReleaseDesk;
import dev.sluice.decisioning.release.ReleaseMode;
import dev.sluice.decisioning.release.ReleaseOrder;
import dev.sluice.decisioning.release.ShadowScore;
import dev.sluice.fraud.LabelledTransaction;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.model.ModelStore;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Models of the fraud job change while events come, on a real broker. */
@Timeout(600)
class ReleasesITCase {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final double SHARE = 0.1;
    private static final int CHUNK = 300;

    /** Of a subtask: more than comes before the last part of the test, less than comes in all. */
    private static final int FAILS_AFTER = 2_600;

    private static final ReleaseClient.Author TEST = new ReleaseClient.Author("test", "");

    @TempDir static Path folder;

    private FraudTopics topics;
    private ReleaseClient client;
    private List<LabelledTransaction> world;
    private int sent;

    @Test
    void changesModelsWhileEventsCome() throws Exception {
        Path models = FraudHistory.train(folder);
        Policy policy = ModelStore.at(models.toString(), "djl-tensorflow").policy();
        Path even = copy(models, "first-pass", "even", calibrated(policy, "even", 0.8, 0));
        Path odd = copy(models, "first-pass", "odd", calibrated(policy, "odd", 0.9, 0.1));
        Path bad = copy(models, "first-pass", "bad", calibrated(policy, "bad", 1, 30));
        Path deep = copy(models, "deep", "deep-2", policy.withVersion("deep-2"));
        Path corrupt = copy(models, "first-pass", "corrupt", policy);
        Files.writeString(corrupt.resolve("first-pass/saved_model.pb"), "altered");
        world = new ArrayList<>();
        FraudHistory.stream(40, 301).forEach(world::add);

        try (LocalKafka broker = LocalKafka.start()) {
            topics = new FraudTopics(KafkaConfig.of(broker.bootstrapServers()));
            Topics.create(topics.kafka(), 2);
            client = new ReleaseClient(topics.kafka(), System::currentTimeMillis);
            FailsOnceAfterCheckpoint<dev.sluice.fraud.CardTransaction> failing =
                    FailsOnceAfterCheckpoint.after(FAILS_AFTER);
            try (FraudCascade cascade =
                    FraudCascade.start(
                            topics.kafka(),
                            models,
                            folder.resolve("scratch"),
                            Map.of(
                                    "models.rollback.min-records", "100",
                                    // a quick disk is no subject here
                                    "models.rollback.latency", "100000"),
                            events ->
                                    events.map(failing)
                                            .returns(events.getType())
                                            .uid("fails-once"))) {
                send(CHUNK);
                swapsUnderLoad(even, odd);
                refusesACorruptRelease(corrupt);
                deepChangesToo(deep);
                aCanaryIsOfItsEntities(even);
                takesABadModelBack(bad);
                goesOnAfterAFailureWithWhatWasLive();
                cascade.drain();
            }
            // Then nothing was lost
            assertThat(topics.upserted()).hasSize(sent);
            assertThat(topics.deadLetters()).isEmpty();
        }
    }

    private void swapsUnderLoad(Path even, Path odd) throws Exception {
        int from = sent;
        for (int i = 0; i < 6; i++) {
            ReleaseOrder order = order(i % 2 == 0 ? even : odd, "first-pass", ReleaseMode.LIVE, 1);
            long before = client.send(order);
            send(CHUNK / 2);
            assertThat(client.await(order, before, PATIENCE))
                    .hasValueSatisfying(status -> assertThat(status.state()).isEqualTo(State.LIVE));
            send(CHUNK / 2);
        }
        awaitDecided();
        Map<String, Integer> versions = new HashMap<>();
        for (Decision decision : decisions(from, sent)) {
            String version = decision.versions().firstPassModel();
            versions.merge(version, 1, Integer::sum);
            if (decision.source() == DecisionSource.FIRST_PASS
                    && (version.equals("even") || version.equals("odd"))) {
                assertThat(decision.versions().policy())
                        .as("model and calibration change together")
                        .startsWith(version + "@");
            }
        }
        assertThat(versions).containsKeys("even", "odd");
        assertThat(statuses(State.CLOSED)).extracting(ModelStatus::version).contains("even", "odd");
    }

    private void refusesACorruptRelease(Path corrupt) throws Exception {
        ReleaseOrder order = order(corrupt, "first-pass", ReleaseMode.LIVE, 1);
        long before = client.send(order);
        int from = sent;
        send(CHUNK);

        assertThat(client.await(order, before, PATIENCE))
                .hasValueSatisfying(
                        status -> {
                            assertThat(status.state()).isEqualTo(State.REFUSED);
                            assertThat(status.detail()).contains("saved_model.pb", "SHA-256");
                        });
        awaitDecided();
        assertThat(decisions(from, sent))
                .extracting(decision -> decision.versions().firstPassModel())
                .containsOnly("odd");
    }

    private void deepChangesToo(Path deep) throws Exception {
        ReleaseOrder order = order(deep, "deep", ReleaseMode.LIVE, 1);
        assertThat(client.await(order, client.send(order), PATIENCE))
                .hasValueSatisfying(status -> assertThat(status.state()).isEqualTo(State.LIVE));
        // the gate hears of it with the next message in band, which is on its way by now
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            int from = sent;
                            send(CHUNK);
                            awaitDecided();
                            return decisions(from, sent).stream()
                                    .anyMatch(
                                            decision ->
                                                    decision.versions()
                                                            .deepModel()
                                                            .equals("deep-2"));
                        });
    }

    private void aCanaryIsOfItsEntities(Path canary) throws Exception {
        ReleaseOrder order = order(canary, "first-pass", ReleaseMode.CANARY, SHARE);
        assertThat(client.await(order, client.send(order), PATIENCE))
                .hasValueSatisfying(status -> assertThat(status.state()).isEqualTo(State.CANARY));
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            send(CHUNK);
                            awaitDecided();
                            return decisions(sent - CHUNK, sent).stream()
                                    .anyMatch(
                                            decision ->
                                                    decision.versions()
                                                            .firstPassModel()
                                                            .equals("even"));
                        });
        int from = sent;
        send(4 * CHUNK);
        awaitDecided();

        int taken = 0;
        Map<String, String> byEntity = new HashMap<>();
        for (Decision decision : decisions(from, sent)) {
            boolean expected = EntityDraw.of("even", decision.entityKey()) < SHARE;
            String version = decision.versions().firstPassModel();
            assertThat(version).isEqualTo(expected ? "even" : "odd");
            taken += byEntity.put(decision.entityKey(), version) == null && expected ? 1 : 0;
        }
        assertThat(taken / (double) byEntity.size()).isBetween(0.05, 0.15);
        // and what it says beside the live one is on a topic of its own
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            List<ShadowScore> scores = new ArrayList<>();
                            client.shadowScores(scores::add);
                            assertThat(scores)
                                    .isNotEmpty()
                                    .allMatch(score -> score.version().equals("even"))
                                    .allMatch(score -> score.liveVersion().equals("odd"));
                        });
    }

    private void takesABadModelBack(Path bad) throws Exception {
        ReleaseOrder order = order(bad, "first-pass", ReleaseMode.CANARY, 0.5);
        long before = client.send(order);
        assertThat(client.await(order, before, PATIENCE))
                .hasValueSatisfying(status -> assertThat(status.state()).isEqualTo(State.CANARY));
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            send(100);
                            return statuses(State.ROLLED_BACK).stream()
                                    .anyMatch(status -> status.version().equals("bad"));
                        });

        assertThat(statuses(State.ROLLED_BACK))
                .filteredOn(status -> status.version().equals("bad"))
                .first()
                .extracting(ModelStatus::detail)
                .asString()
                .startsWith("disagreement");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(client.orders())
                                        .anyMatch(
                                                each ->
                                                        each.issuedBy().equals(ReleaseDesk.RULES)
                                                                && each.version().equals("bad")));
        awaitDecided();
    }

    private void goesOnAfterAFailureWithWhatWasLive() throws Exception {
        await().atMost(PATIENCE).until(FailsOnceAfterCheckpoint::hasCheckpointed);
        int from = sent;
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            send(2 * CHUNK);
                            return FailsOnceAfterCheckpoint.hasFailed();
                        });
        send(CHUNK);
        awaitDecided();

        assertThat(decisions(from, sent))
                .extracting(decision -> decision.versions().firstPassModel())
                .containsOnly("odd");
        assertThat(decisions(from, sent))
                .filteredOn(decision -> decision.source() == DecisionSource.DEEP)
                .isNotEmpty()
                .extracting(decision -> decision.versions().deepModel())
                .containsOnly("deep-2");
    }

    private ReleaseOrder order(Path folder, String model, ReleaseMode mode, double share)
            throws Exception {
        return client.order(folder.toString(), "djl-tensorflow", model, mode, share, TEST);
    }

    private void send(int events) throws Exception {
        topics.send(world.subList(sent, sent + events));
        sent += events;
    }

    private void awaitDecided() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(topics.upserted()).hasSize(sent));
    }

    private List<Decision> decisions(int from, int to) throws Exception {
        Map<String, Decision> all = topics.upserted();
        return world.subList(from, to).stream()
                .map(event -> all.get(event.transaction().transactionId()))
                .toList();
    }

    private List<ModelStatus> statuses(State state) throws Exception {
        return client.statuses().stream().filter(status -> status.state() == state).toList();
    }

    private static Path copy(Path models, String model, String version, Policy policy)
            throws Exception {
        return CopiedModel.of(models, model, folder.resolve("release-" + version), version, policy);
    }

    private static Policy calibrated(
            Policy policy, String version, double slope, double intercept) {
        return policy.withVersion(version)
                .withFirstPass(new Calibration(slope, intercept, policy.firstPass().bins()));
    }
}
