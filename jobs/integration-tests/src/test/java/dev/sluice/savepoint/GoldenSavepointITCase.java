// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.savepoint;

import dev.sluice.cli.flink.LocalFlink;
import dev.sluice.cli.flink.RunningJob;
import dev.sluice.cli.flink.SourceOffsets;
import dev.sluice.cli.kafka.LocalKafka;
import dev.sluice.cli.kafka.TopicOffsets;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.fraud.FraudSimulator;
import dev.sluice.fraud.LabelledTransaction;
import dev.sluice.fraud.SimulatorConfig;
import dev.sluice.it.FraudTopics;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.testing.TestEvents;

import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Savepoints that earlier versions took, restored by this one. A release adds one:
 *
 * <pre>mvn verify ... -Dit.test=GoldenSavepointITCase -Dsluice.golden=fraud-2</pre>
 */
@Timeout(240)
class GoldenSavepointITCase {

    private static final String WRITE = "sluice.golden";

    /** As many as subtasks: one without a partition would hold back event time. */
    private static final int PARTITIONS = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final SimulatorConfig WORLD =
            new SimulatorConfig(8, 12, LocalDate.of(2020, 1, 1), 24, 8);

    /** Seen by the functions, which Flink makes copies of. */
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    @TempDir Path scratch;
    private LocalKafka broker;

    @BeforeEach
    void startKafka() throws Exception {
        broker = LocalKafka.start();
    }

    @AfterEach
    void stopKafka() {
        broker.close();
    }

    static Stream<Arguments> savepointsAndBackends() throws IOException {
        return GoldenFiles.names("fraud").stream()
                .flatMap(
                        name ->
                                Stream.of("hashmap", "rocksdb")
                                        .map(backend -> Arguments.of(name, backend)));
    }

    @ParameterizedTest(name = "{0} into {1}")
    @MethodSource("savepointsAndBackends")
    void goesOnAsIfItHadNeverStopped(String name, String backend) throws Exception {
        // Given the stream that the savepoint is from, and what becomes of it without a stop
        GoldenFiles golden = GoldenFiles.of(name);
        List<LabelledTransaction> events = golden.events();
        FraudTopics whole = topics("whole");
        whole.send(events);
        Map<String, Decision> expected = decide(whole, Map.of(), List.of("labels", "events"));

        // When another job goes on from the savepoint
        FraudTopics rest = topics("rest");
        Map<String, Decision> decided =
                decide(
                        rest,
                        Map.of(
                                "flink.state.backend.type",
                                backend,
                                "flink.execution.state-recovery.path",
                                golden.savepoint().toUri().toString()),
                        List.of("events"));

        // Then it decides what was not decided, in flight or held back, as it would have been
        assertThat(expected.keySet()).hasSize(events.size());
        Set<String> due = new HashSet<>(expected.keySet());
        due.removeAll(golden.decided());
        assertThat(decided.keySet()).isEqualTo(due);
        assertThat(rest.decisions()).as("each once").hasSize(due.size());
        for (Decision decision : decided.values()) {
            assertThat(TestEvents.withoutTimings(decision))
                    .isEqualTo(TestEvents.withoutTimings(expected.get(decision.eventId())));
        }
    }

    @Test
    @EnabledIfSystemProperty(named = WRITE, matches = ".+")
    void writesASavepoint() throws Exception {
        List<LabelledTransaction> events = new ArrayList<>();
        for (LabelledTransaction event : new FraudSimulator(WORLD)) {
            // there are hardly any by nature, and labels are state, too
            boolean fraud = events.size() % 10 == 0;
            events.add(new LabelledTransaction(event.transaction(), fraud, fraud ? 1 : 0));
        }
        int half = events.size() / 2;
        FraudTopics topics = topics("golden");
        topics.sendLabels(events);
        topics.sendEvents(events.subList(0, half));
        LocalFlink flink =
                GoldenJob.build(topics.kafka(), Map.of(), loader -> GoldenJob.deep().hang(NEVER));
        JobClient client = flink.environment().executeAsync("golden");
        try {
            SourceOffsets read =
                    SourceOffsets.of(
                            flink.webAddress(), client.getJobID().toHexString(), "events-source");
            try (TopicOffsets ends = TopicOffsets.of(topics.kafka())) {
                await().atMost(PATIENCE)
                        .ignoreExceptions()
                        .until(() -> read.hasRead(ends.ends(topics.kafka().eventsTopic())));
            }
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(topics.upserted()).hasSizeGreaterThan(half / 2));
            assertThat(topics.deadLetters()).isEmpty();
            String savepoint =
                    client.triggerSavepoint(
                                    scratch.resolve("savepoints").toUri().toString(),
                                    SavepointFormatType.CANONICAL)
                            .get();
            GoldenFiles.of(System.getProperty(WRITE))
                    .write(events, topics.upserted().keySet(), Path.of(URI.create(savepoint)));
        } finally {
            client.cancel().get();
            NEVER.countDown();
        }
    }

    /** Topics, the decisions of a job apart from those of others. */
    private FraudTopics topics(String name) throws Exception {
        KafkaConfig all = KafkaConfig.of(broker.bootstrapServers());
        KafkaConfig own =
                new KafkaConfig(
                        all.bootstrapServers(),
                        all.eventsTopic(),
                        all.labelsTopic(),
                        all.controlTopic(),
                        name + "-decisions",
                        all.feedbackTopic(),
                        all.qualityTopic(),
                        all.alarmsTopic(),
                        all.deadLettersTopic(),
                        all.groupId(),
                        Map.of());
        Topics.create(own, PARTITIONS);
        return new FraudTopics(own);
    }

    /**
     * Runs a job to the end of its topics.
     *
     * @param sources those that have something to read
     */
    private Map<String, Decision> decide(
            FraudTopics topics, Map<String, String> settings, List<String> sources)
            throws Exception {
        LocalFlink flink =
                GoldenJob.build(topics.kafka(), withStart(settings), loader -> GoldenJob.deep());
        try (RunningJob job = RunningJob.submit(flink, "golden")) {
            job.awaitRunning();
            try (TopicOffsets ends = TopicOffsets.of(topics.kafka())) {
                for (String source : sources) {
                    String topic =
                            source.equals("events")
                                    ? topics.kafka().eventsTopic()
                                    : topics.kafka().labelsTopic();
                    SourceOffsets read = job.source(source + "-source");
                    await().atMost(PATIENCE)
                            .ignoreExceptions()
                            .until(() -> read.hasRead(ends.ends(topic)));
                }
            }
            job.drain(scratch.resolve("savepoints"));
        }
        return topics.upserted();
    }

    private static Map<String, String> withStart(Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("ingest.start", "earliest");
        return all;
    }
}
