// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import dev.sluice.cli.backtest.CascadeReplay;
import dev.sluice.cli.flink.LocalFlink;
import dev.sluice.cli.flink.RunningJob;
import dev.sluice.cli.flink.SourceOffsets;
import dev.sluice.cli.kafka.EventProducer;
import dev.sluice.cli.kafka.LocalKafka;
import dev.sluice.cli.kafka.TopicOffsets;
import dev.sluice.cli.kafka.TopicReader;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.fraud.CardLabel;
import dev.sluice.fraud.CardTransaction;
import dev.sluice.fraud.FraudRecords;
import dev.sluice.fraud.FraudUseCase;
import dev.sluice.fraud.LabelledTransaction;
import dev.sluice.inference.Device;
import dev.sluice.inference.ModelBackend;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.Control;
import dev.sluice.schema.Transaction;
import dev.sluice.schema.TransactionLabel;
import dev.sluice.schema.WireFormat;
import dev.sluice.schema.WireFormatException;
import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.CascadeSinks;
import dev.sluice.stream.CascadeSources;
import dev.sluice.stream.CascadeTopology;
import dev.sluice.stream.FlinkDefaults;
import dev.sluice.stream.config.SluiceConfig;
import dev.sluice.stream.decision.DecisionFormat;
import dev.sluice.stream.gate.GateOptions;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.model.CascadeModels;
import dev.sluice.stream.model.ModelStore;
import dev.sluice.testing.TestEvents;

import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    private KafkaConfig kafka;

    @BeforeAll
    static void trainModels() throws Exception {
        models = FraudHistory.train(folder);
    }

    @BeforeEach
    void startKafka() throws Exception {
        broker = LocalKafka.start();
        kafka = KafkaConfig.of(broker.bootstrapServers());
        Topics.create(kafka, 2);
    }

    @AfterEach
    void stopKafka() {
        broker.close();
    }

    @Test
    void answersEveryEventOnceAfterAFailureInTheMiddle() throws Exception {
        // Given a job that fails some records after a checkpoint
        List<LabelledTransaction> world = world(101);
        try (Cascade cascade =
                start(
                        Map.of("flink.execution.checkpointing.interval", "300 ms"),
                        events -> {
                            SingleOutputStreamOperator<CardTransaction> failing =
                                    events.map(FailsOnceAfterCheckpoint.after(500));
                            return failing.uid("fails-once").name("fails-once");
                        })) {
            // When the whole stream goes through it
            int third = world.size() / 3;
            send(world.subList(0, third));
            await().atMost(PATIENCE).until(FailsOnceAfterCheckpoint::hasCheckpointed);
            send(world.subList(third, world.size()));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(upserted(decisions())).hasSize(world.size()));
            cascade.drain();
        }

        // Then each event has one answer after upsert, though some were answered twice
        assertThat(FailsOnceAfterCheckpoint.hasFailed()).isTrue();
        List<Decision> all = decisions();
        assertThat(upserted(all).keySet()).hasSize(world.size());
        assertThat(all).hasSizeGreaterThan(world.size());
        // and answers of the same versions to the same features are the same
        for (List<Decision> same : equalByContract(all).values()) {
            assertThat(same.stream().map(FraudCascadeITCase::answer).distinct()).hasSize(1);
        }
    }

    @Test
    void decidesUnderEventTimeOrderWhatTheBacktestDecides() throws Exception {
        // Given a backtest of the same events, with a budget that binds nobody
        List<LabelledTransaction> world = world(102);
        Map<String, Decision> backtest = backtest(102);

        // When they go through Kafka at parallelism 2
        Map<String, String> settings =
                Map.of(
                        "features.order", "event-time",
                        "deep.deadline", "0 ms",
                        "deep.queue.capacity", "100000",
                        "gate.budget.share", "1.0",
                        "ingest.max-out-of-orderness", "1 d",
                        "ingest.idle-timeout", "1 min");
        try (Cascade cascade = start(settings, UnaryOperator.identity())) {
            sendLabels(world);
            cascade.awaitLabels();
            sendEvents(world);
            cascade.drain();
        }

        // Then every decision is the same, deep ones included
        Map<String, Decision> streamed = upserted(decisions());
        assertThat(streamed.keySet()).isEqualTo(backtest.keySet());
        assertThat(streamed.values())
                .filteredOn(decision -> decision.source() == DecisionSource.DEEP)
                .hasSizeGreaterThan(100);
        for (Decision decision : streamed.values()) {
            assertThat(TestEvents.withoutTimings(decision))
                    .isEqualTo(TestEvents.withoutTimings(backtest.get(decision.eventId())));
        }
    }

    @Test
    void escalatesNothingWhileTheGateIsSwitchedOff() throws Exception {
        List<LabelledTransaction> world = world(103);
        try (Cascade cascade = start(Map.of(), UnaryOperator.identity());
                EventProducer producer = EventProducer.of(kafka)) {
            // Given a job that escalates
            send(world.subList(0, world.size() / 2));
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    decisions().stream()
                                            .anyMatch(d -> d.source() == DecisionSource.DEEP));

            // When the gate is switched off
            producer.send(
                    kafka.controlTopic(),
                    "gate.mode".getBytes(StandardCharsets.UTF_8),
                    AvroWireFormat.of(Control.class)
                            .encode(
                                    Control.newBuilder()
                                            .setKind("gate.mode")
                                            .setValue("off")
                                            .setIssuedAt(Instant.now())
                                            .setIssuedBy("test")
                                            .build()));
            producer.flush();
            cascade.awaitControl();
            send(world.subList(world.size() / 2, world.size()));
            cascade.drain();
        }

        // Then the later half is decided by the first pass alone
        Map<String, Decision> decided = upserted(decisions());
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
        try (Cascade cascade = start(Map.of(), UnaryOperator.identity())) {
            send(withRepeats);
            cascade.drain();
        }

        // Then events = decisions + duplicates
        assertThat(decisions()).hasSizeGreaterThanOrEqualTo(world.size());
        assertThat(upserted(decisions())).hasSize(world.size());
        assertThat(decisions().stream().map(Decision::eventId)).doesNotHaveDuplicates();
    }

    private Map<String, Decision> backtest(long seed) throws Exception {
        ModelStore store = ModelStore.at(models.toString(), "djl-tensorflow");
        Policy policy = store.policy();
        GateConfig gate = policy.gate().withBudgetShare(1);
        ClassLoader loader = getClass().getClassLoader();
        try (ModelBackend firstPass = store.open(ModelStore.FIRST_PASS, Device.Kind.CPU, loader);
                ModelBackend deep = store.open(ModelStore.DEEP, Device.Kind.CPU, loader)) {
            return new CascadeReplay(
                            FraudHistory.features(FraudHistory.stream(DAYS, seed), DAYS, scratch),
                            firstPass,
                            deep,
                            policy.withGate(gate),
                            DeepConfig.DEFAULT)
                    .cascade(share -> {}).stream()
                            .collect(Collectors.toMap(Decision::eventId, decision -> decision));
        }
    }

    private static List<LabelledTransaction> world(long seed) {
        List<LabelledTransaction> world = new ArrayList<>();
        FraudHistory.stream(DAYS, seed).forEach(world::add);
        return world;
    }

    private void send(List<LabelledTransaction> events) throws Exception {
        sendLabels(events);
        sendEvents(events);
    }

    private void sendLabels(List<LabelledTransaction> events) throws Exception {
        WireFormat<TransactionLabel> format = AvroWireFormat.of(TransactionLabel.class);
        try (EventProducer producer = EventProducer.of(kafka)) {
            for (LabelledTransaction event : events) {
                if (event.fraud()) {
                    CardLabel label = event.label(LabelledTransaction.LABEL_DELAY);
                    producer.send(
                            kafka.labelsTopic(),
                            label.customerId().getBytes(StandardCharsets.UTF_8),
                            format.encode(FraudRecords.of(label)));
                }
            }
            producer.flush();
        }
    }

    private void sendEvents(List<LabelledTransaction> events) throws Exception {
        WireFormat<Transaction> format = AvroWireFormat.of(Transaction.class);
        try (EventProducer producer = EventProducer.of(kafka)) {
            for (LabelledTransaction event : events) {
                CardTransaction transaction = event.transaction();
                producer.send(
                        kafka.eventsTopic(),
                        transaction.customerId().getBytes(StandardCharsets.UTF_8),
                        format.encode(FraudRecords.of(transaction)));
            }
            producer.flush();
        }
    }

    private List<Decision> decisions() throws Exception {
        List<Decision> decisions = new ArrayList<>();
        DecisionFormat format = new DecisionFormat();
        TopicReader.read(
                kafka,
                kafka.decisionsTopic(),
                IsolationLevel.READ_COMMITTED,
                record -> {
                    try {
                        decisions.add(format.decode(record.value()));
                    } catch (WireFormatException e) {
                        throw new AssertionError(e);
                    }
                });
        return decisions;
    }

    private static Map<String, Decision> upserted(List<Decision> decisions) {
        Map<String, Decision> upserted = new HashMap<>();
        for (Decision decision : decisions) {
            upserted.merge(
                    decision.eventId(), decision, (a, b) -> a.revision() > b.revision() ? a : b);
        }
        return upserted;
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

    private Cascade start(
            Map<String, String> settings,
            UnaryOperator<SingleOutputStreamOperator<CardTransaction>> afterIngest)
            throws Exception {
        Map<String, String> all = new TreeMap<>();
        all.put("deep.parallelism", "1");
        all.put("deep.deadline", "20 s");
        all.put("deep.queue.capacity", "20000");
        all.put("ingest.idle-timeout", "1 s");
        all.put("flink.execution.checkpointing.interval", "1 s");
        all.put("flink.execution.checkpointing.storage", "filesystem");
        all.put("flink.execution.checkpointing.dir", scratch.resolve("checkpoints").toUri() + "");
        all.put("flink.restart-strategy.type", "fixed-delay");
        all.put("flink.restart-strategy.fixed-delay.attempts", "2");
        all.put("flink.restart-strategy.fixed-delay.delay", "100 ms");
        all.put("flink.metrics.fetcher.update-interval", "100 ms");
        all.putAll(settings);
        all.put("models.dir", models.toString());
        all.put("kafka.bootstrap-servers", broker.bootstrapServers());
        SluiceConfig config = SluiceConfig.of(all, CascadeConfig.options());
        CascadeConfig stages = CascadeConfig.read(config);
        FraudUseCase useCase = new FraudUseCase();
        LocalFlink flink = LocalFlink.create(FlinkDefaults.with(config.flink()), 3);
        CascadeModels found =
                CascadeModels.of(
                        ModelStore.at(models.toString(), "djl-tensorflow"),
                        useCase.inputs(),
                        new CascadeModels.Devices(Device.Kind.CPU, Device.Kind.CPU));
        CascadeSources<CardTransaction, CardLabel> sources =
                CascadeSources.kafka(flink.environment(), useCase, stages);
        CascadeTopology.build(
                new CascadeSources<>(
                        afterIngest.apply(sources.events()), sources.labels(), sources.control()),
                useCase,
                found.withPolicy(GateOptions.apply(config.own(), found.policy())),
                stages,
                CascadeSinks.kafka(stages));
        return new Cascade(RunningJob.submit(flink, "fraud-test"));
    }

    /** The job under test. */
    private final class Cascade implements AutoCloseable {

        private final RunningJob job;

        Cascade(RunningJob job) {
            this.job = job;
        }

        void awaitLabels() throws Exception {
            awaitRead("labels-source", kafka.labelsTopic());
        }

        void awaitControl() throws Exception {
            awaitRead("control-source", kafka.controlTopic());
        }

        /** Ends the job when it has read everything. */
        void drain() throws Exception {
            awaitRead("events-source", kafka.eventsTopic());
            job.drain(scratch.resolve("savepoints"));
        }

        private void awaitRead(String source, String topic) throws Exception {
            SourceOffsets offsets = job.source(source);
            try (TopicOffsets topics = TopicOffsets.of(kafka)) {
                await().atMost(PATIENCE)
                        .ignoreExceptions()
                        .until(() -> offsets.hasRead(topics.ends(topic)));
            }
        }

        @Override
        public void close() {
            job.close();
        }
    }
}
