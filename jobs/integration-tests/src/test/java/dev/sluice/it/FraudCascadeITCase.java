// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import dev.sluice.cli.backtest.CascadeReplay;
import dev.sluice.cli.demo.ReproducibleSettings;
import dev.sluice.cli.kafka.LocalKafka;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.fraud.CardTransaction;
import dev.sluice.fraud.LabelledTransaction;
import dev.sluice.fraud.TransactionSource;
import dev.sluice.inference.Device;
import dev.sluice.inference.ModelBackend;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.model.ModelStore;
import dev.sluice.testing.TestEvents;

import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The fraud job with real models on a real broker. */
@Timeout(300)
class FraudCascadeITCase {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int DAYS = 16;

    @TempDir static Path folder;
    private static Path models;

    @TempDir Path scratch;
    private LocalKafka broker;
    private FraudTopics topics;

    @BeforeAll
    static void trainModels() throws Exception {
        models = FraudHistory.train(folder);
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
    void answersEveryEventOnceAfterAFailureInTheMiddle() throws Exception {
        // Given a job that fails some records after a checkpoint
        List<LabelledTransaction> world = world(101);
        try (FraudCascade cascade =
                FraudCascade.start(
                        topics.kafka(),
                        models,
                        scratch,
                        Map.of("flink.execution.checkpointing.interval", "300 ms"),
                        events -> {
                            SingleOutputStreamOperator<CardTransaction> failing =
                                    events.map(FailsOnceAfterCheckpoint.after(500));
                            return failing.uid("fails-once").name("fails-once");
                        })) {
            // When the whole stream goes through it
            int third = world.size() / 3;
            topics.send(world.subList(0, third));
            await().atMost(PATIENCE).until(FailsOnceAfterCheckpoint::hasCheckpointed);
            topics.send(world.subList(third, world.size()));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(topics.upserted()).hasSize(world.size()));
            cascade.drain();
        }

        // Then each event has one answer after upsert, though some were answered twice
        assertThat(FailsOnceAfterCheckpoint.hasFailed()).isTrue();
        List<Decision> all = topics.decisions();
        assertThat(topics.upserted().keySet()).hasSize(world.size());
        assertThat(all).hasSizeGreaterThan(world.size());
        // and answers of the same versions to the same features are the same
        for (List<Decision> same : equalByContract(all).values()) {
            assertThat(same.stream().map(FraudCascadeITCase::answer).distinct()).hasSize(1);
        }
    }

    @Test
    void decidesUnderEventTimeOrderWhatTheBacktestDecides() throws Exception {
        // Given a backtest of the same events, with a budget that binds nobody
        TransactionSource world = FraudHistory.stream(DAYS, 102);
        Map<String, Decision> backtest = backtest(world, 1);

        // When they go through Kafka at parallelism 2
        Map<String, Decision> streamed =
                reproducible(
                        world,
                        Map.of(
                                "gate.budget.share", "1.0",
                                "ingest.max-out-of-orderness", "1 d",
                                "flink.parallelism.default", "2"));

        // Then every decision is the same, deep ones included
        assertSame(streamed, backtest);
        assertThat(streamed.values())
                .filteredOn(decision -> decision.source() == DecisionSource.DEEP)
                .hasSizeGreaterThan(100);
    }

    @Test
    void spendsABudgetThatBindsInOneSubtaskAsTheBacktestDoes() throws Exception {
        // Given a backtest of events that come several a moment, with too small a budget
        TransactionSource world = FraudHistory.byTheMinute(FraudHistory.stream(DAYS, 105));
        Map<String, Decision> backtest = backtest(world, 0.01);

        // When they go through Kafka and one subtask
        Map<String, Decision> streamed =
                reproducible(
                        world,
                        Map.of("gate.budget.share", "0.01", "flink.parallelism.default", "1"));

        // Then every decision is the same, and many were refused a look
        assertSame(streamed, backtest);
        assertThat(streamed.values())
                .filteredOn(decision -> decision.reason() == DecisionReason.BUDGET)
                .hasSizeGreaterThan(100);
    }

    @Test
    void escalatesNothingWhileTheGateIsSwitchedOff() throws Exception {
        List<LabelledTransaction> world = world(103);
        try (FraudCascade cascade = start(Map.of())) {
            // Given a job that escalates
            topics.send(world.subList(0, world.size() / 2));
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    topics.decisions().stream()
                                            .anyMatch(d -> d.source() == DecisionSource.DEEP));

            // When the gate is switched off
            topics.sendGateMode("off");
            cascade.awaitControl();
            topics.send(world.subList(world.size() / 2, world.size()));
            cascade.drain();
        }

        // Then the later half is decided by the first pass alone
        Map<String, Decision> decided = topics.upserted();
        assertThat(decided).hasSize(world.size());
        List<Decision> later =
                world.subList(world.size() / 2, world.size()).stream()
                        .map(event -> decided.get(event.transaction().transactionId()))
                        .toList();
        assertThat(later)
                .allMatch(decision -> decision.source() == DecisionSource.FIRST_PASS)
                .allMatch(decision -> decision.reason() == DecisionReason.GATE_OFF);
    }

    @Test
    void decidesARepeatedEventOnceAndCountsItOnce() throws Exception {
        // Given a stream in which every tenth event comes twice
        List<LabelledTransaction> world = world(104).subList(0, 5_000);
        List<LabelledTransaction> withRepeats = new ArrayList<>();
        for (int i = 0; i < world.size(); i++) {
            withRepeats.add(world.get(i));
            if (i % 10 == 0) {
                withRepeats.add(world.get(i));
            }
        }

        // When it goes through the job
        try (FraudCascade cascade = start(Map.of())) {
            topics.send(withRepeats);
            cascade.drain();
        }

        // Then events = decisions + duplicates
        assertThat(topics.decisions()).hasSizeGreaterThanOrEqualTo(world.size());
        assertThat(topics.upserted()).hasSize(world.size());
        assertThat(topics.decisions().stream().map(Decision::eventId)).doesNotHaveDuplicates();
    }

    @Test
    void hostileValuesEndAsSoundDecisionsOrDeadLettersAndNobodyIsNamedInALog() throws Exception {
        // Given a broker that takes any time and ten megabytes, and honest events around
        List<LabelledTransaction> world = world(106).subList(0, 1_000);
        HostileTransactions hostile = new HostileTransactions(Instant.now());
        Instant tenYearsOn = Instant.now().plus(Duration.ofDays(3_652));
        List<byte[]> events = hostile.events();
        List<byte[]> labels = hostile.labels();
        topics.takeWhateverComes();

        // When every field comes at its worst
        try (CapturedLogs logs = new CapturedLogs()) {
            try (FraudCascade cascade = start(Map.of())) {
                topics.send(world.subList(0, 500));
                topics.sendRaw(topics.kafka().labelsTopic(), labels, Instant.now());
                topics.sendRaw(topics.kafka().eventsTopic(), events, Instant.now());
                topics.sendRaw(
                        topics.kafka().eventsTopic(),
                        List.of(hostile.ahead(tenYearsOn)),
                        tenYearsOn);
                topics.send(world.subList(500, 1_000));
                cascade.awaitLabels();
                cascade.drain();
            }
            assertThat(logs.lines())
                    .isNotEmpty()
                    .noneMatch(line -> line.contains(HostileTransactions.ID));
        }

        // Then events = decisions + dead letters, each decision is sound
        Map<String, Decision> decided = topics.upserted();
        Map<String, List<DeadLetter>> letters =
                topics.deadLetters().stream().collect(Collectors.groupingBy(DeadLetter::topic));
        List<DeadLetter> refused = letters.get(topics.kafka().eventsTopic());
        assertThat(letters.keySet())
                .containsExactlyInAnyOrder(
                        topics.kafka().eventsTopic(), topics.kafka().labelsTopic());
        assertThat(decided.size() + refused.size()).isEqualTo(world.size() + events.size() + 1);
        assertThat(decided.values()).allSatisfy(FraudCascadeITCase::assertSound);
        assertThat(decided.keySet())
                .containsAll(
                        world.stream().map(event -> event.transaction().transactionId()).toList());
        // and the clock that was ahead moved nobody else's
        assertThat(refused)
                .filteredOn(letter -> letter.kafkaTimestampMs() == tenYearsOn.toEpochMilli())
                .singleElement()
                .satisfies(
                        letter -> {
                            assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.FUTURE_TIME);
                            assertThat(letter.detail()).contains("after the time here");
                        });
    }

    private static void assertSound(Decision decision) {
        Decision.Verdict verdict = decision.verdict();
        assertThat(verdict.probability()).isBetween(0.0, 1.0);
        assertThat(verdict.low()).isBetween(0.0, verdict.probability());
        assertThat(verdict.high()).isBetween(verdict.probability(), 1.0);
        assertThat(
                        List.of(
                                decision.appraisal().uncertainty(),
                                decision.appraisal().novelty(),
                                decision.appraisal().value(),
                                decision.appraisal().chance(),
                                decision.versions().price()))
                .allMatch(Double::isFinite);
    }

    private Map<String, Decision> backtest(TransactionSource world, double budget)
            throws Exception {
        ModelStore store = ModelStore.at(models.toString(), "djl-tensorflow");
        Policy policy = store.policy();
        GateConfig gate = policy.gate().withBudget(policy.gate().budget().withAmount(budget));
        ClassLoader loader = getClass().getClassLoader();
        try (ModelBackend firstPass = store.open(ModelStore.FIRST_PASS, Device.Kind.CPU, loader);
                ModelBackend deep = store.open(ModelStore.DEEP, Device.Kind.CPU, loader)) {
            return new CascadeReplay(
                            FraudHistory.features(world, DAYS, scratch),
                            firstPass,
                            deep,
                            policy.withGate(gate),
                            DeepConfig.DEFAULT)
                    .cascade(share -> {}).stream()
                            .collect(Collectors.toMap(Decision::eventId, decision -> decision));
        }
    }

    /** What the job decides where load decides nothing. */
    private Map<String, Decision> reproducible(
            TransactionSource world, Map<String, String> settings) throws Exception {
        List<LabelledTransaction> events = new ArrayList<>();
        for (int part = 0; part < world.parts(); part++) {
            world.read(part, events::add);
        }
        try (FraudCascade cascade = start(ReproducibleSettings.under(settings))) {
            topics.sendLabels(events);
            cascade.awaitLabels();
            topics.sendEvents(events);
            cascade.drain();
        }
        return topics.upserted();
    }

    private static void assertSame(Map<String, Decision> streamed, Map<String, Decision> backtest) {
        assertThat(streamed.keySet()).isEqualTo(backtest.keySet());
        for (Decision decision : streamed.values()) {
            assertThat(TestEvents.withoutTimings(decision))
                    .isEqualTo(TestEvents.withoutTimings(backtest.get(decision.eventId())));
        }
    }

    private static List<LabelledTransaction> world(long seed) {
        List<LabelledTransaction> world = new ArrayList<>();
        FraudHistory.stream(DAYS, seed).forEach(world::add);
        return world;
    }

    /** Decisions that DESIGN promises to agree; a deadline cuts passes off where the load says. */
    private static Map<List<Object>, List<Decision>> equalByContract(List<Decision> decisions) {
        return decisions.stream()
                .filter(decision -> decision.reason() != DecisionReason.DEADLINE)
                .collect(
                        Collectors.groupingBy(
                                decision ->
                                        List.of(
                                                decision.eventId(),
                                                decision.revision(),
                                                decision.versions().firstPassModel(),
                                                decision.versions().deepModel(),
                                                decision.versions().policy(),
                                                decision.versions().featureHash())));
    }

    private static List<Object> answer(Decision decision) {
        return List.of(decision.verdict(), decision.effort(), decision.trace());
    }

    private FraudCascade start(Map<String, String> settings) throws Exception {
        return FraudCascade.start(
                topics.kafka(), models, scratch, settings, UnaryOperator.identity());
    }
}
