// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults;

import dev.sluice.cli.kafka.TopicReader;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.faults.cluster.RealCluster;
import dev.sluice.schema.WireFormatException;
import dev.sluice.stream.decision.DecisionFormat;
import dev.sluice.stream.kafka.KafkaConfig;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.IsolationLevel;
import org.awaitility.core.ConditionTimeoutException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import static org.awaitility.Awaitility.await;

/**
 * What a run has for itself on a cluster: topics, a folder for its state, a configuration.
 *
 * @param cluster the cluster
 * @param kafka its topics
 * @param folder its state
 * @param settings its configuration
 */
record Scene(RealCluster cluster, KafkaConfig kafka, Path folder, Map<String, String> settings) {

    static final int PARTITIONS = 4;

    private static final Duration CATCHING_UP = Duration.ofSeconds(60);

    /** Makes topics and a folder. */
    static Scene create(
            RealCluster cluster, Path parent, String name, Path models, Map<String, String> own)
            throws Exception {
        Map<String, String> settings = new TreeMap<>();
        Map<String, String> topics = new TreeMap<>();
        for (String topic :
                List.of(
                        "events",
                        "labels",
                        "control",
                        "decisions",
                        "feedback",
                        "quality",
                        "alarms",
                        "dead-letters")) {
            topics.put(topic, name + "-" + topic);
            settings.put("kafka." + topic + ".topic", name + "-" + topic);
        }
        KafkaConfig kafka =
                new KafkaConfig(
                        cluster.bootstrapServers(),
                        topics.get("events"),
                        topics.get("labels"),
                        topics.get("control"),
                        topics.get("decisions"),
                        topics.get("feedback"),
                        topics.get("quality"),
                        topics.get("alarms"),
                        topics.get("dead-letters"),
                        name,
                        Map.of());
        Topics.create(kafka, PARTITIONS);
        Path folder = Files.createDirectories(parent.resolve(name));
        settings.put("kafka.bootstrap-servers", cluster.bootstrapServers());
        settings.put("kafka.group-id", name);
        settings.put("models.dir", models.toString());
        settings.put("deep.parallelism", "1");
        // a partition may wait longer for a broker than for its next event
        settings.put("ingest.idle-timeout", "1 h");
        // decisions that move with the load are none to compare
        settings.put("gate.controller.enabled", "false");
        settings.put("gate.budget.share", "1.0");
        settings.put("flink.execution.checkpointing.interval", "1 s");
        settings.put("flink.execution.checkpointing.storage", "filesystem");
        settings.put(
                "flink.execution.checkpointing.dir", folder.resolve("checkpoints").toUri() + "");
        settings.putAll(own);
        return new Scene(cluster, kafka, folder, settings);
    }

    DeployedJob submit() throws IOException {
        return submit(Map.of(), Optional.empty());
    }

    /** Submits the job with settings over those of the scene. */
    DeployedJob submit(Map<String, String> over, Optional<String> savepoint) throws IOException {
        Map<String, String> all = new TreeMap<>(settings);
        all.putAll(over);
        return DeployedJob.submit(cluster, folder.resolve("fraud.yaml"), all, savepoint);
    }

    Path savepoints() {
        return folder.resolve("savepoints");
    }

    /** Where the job keeps its checkpoints. */
    Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    /** The newest complete checkpoint of a job that is over, as its folder has it. */
    String latestCheckpoint(String jobId) throws IOException {
        try (Stream<Path> all = Files.list(checkpoints().resolve(jobId))) {
            return all.filter(path -> Files.exists(path.resolve("_metadata")))
                    .max(Comparator.comparingInt(Scene::number))
                    .orElseThrow(() -> new IOException("job " + jobId + " left no checkpoint"))
                    .toUri()
                    .toString();
        }
    }

    private static int number(Path checkpoint) {
        return Integer.parseInt(checkpoint.getFileName().toString().substring("chk-".length()));
    }

    /** A scene like this one, for another job. */
    Scene beside() throws Exception {
        return create(
                cluster,
                folder.getParent(),
                kafka.groupId() + "-beside",
                Path.of(settings.get("models.dir")),
                Map.of());
    }

    /**
     * Waits until as many events lie before the offsets of the last checkpoint. A job that is
     * drained reads no further than it is; one that never gets there is drained all the same, and
     * the account says what it has left.
     */
    void awaitRead(int events) {
        try (Admin admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                kafka.bootstrapServers()))) {
            await().atMost(CATCHING_UP).ignoreExceptions().until(() -> read(admin) >= events);
        } catch (ConditionTimeoutException e) {
            System.out.println(kafka.groupId() + " has not read all events: " + e.getMessage());
        }
    }

    private long read(Admin admin) throws Exception {
        return admin
                .listConsumerGroupOffsets(kafka.groupId())
                .partitionsToOffsetAndMetadata()
                .get()
                .entrySet()
                .stream()
                .filter(entry -> entry.getKey().topic().equals(kafka.eventsTopic()))
                .mapToLong(entry -> entry.getValue().offset())
                .sum();
    }

    /** All decisions so far, for a reader of committed records. */
    List<Decision> decisions() throws IOException {
        return decisions(IsolationLevel.READ_COMMITTED);
    }

    List<Decision> decisions(IsolationLevel isolation) throws IOException {
        DecisionFormat format = new DecisionFormat();
        List<Decision> decisions = new ArrayList<>();
        TopicReader.read(
                kafka,
                kafka.decisionsTopic(),
                isolation,
                record -> {
                    try {
                        decisions.add(format.decode(record.value()));
                    } catch (WireFormatException e) {
                        throw new AssertionError("what the job wrote is unreadable", e);
                    }
                });
        return decisions;
    }

    /** The longest time between two decisions, by the clock of the job. */
    Duration longestSilence() throws IOException {
        return longestSilence(Instant.EPOCH, Instant.MAX);
    }

    /** The longest time between two decisions that were made between two moments. */
    Duration longestSilence(Instant from, Instant to) throws IOException {
        List<Instant> times =
                decisionTimes().stream()
                        .filter(time -> !time.isBefore(from) && !time.isAfter(to))
                        .toList();
        Duration longest = Duration.ZERO;
        for (int i = 1; i < times.size(); i++) {
            Duration silence = Duration.between(times.get(i - 1), times.get(i));
            longest = silence.compareTo(longest) > 0 ? silence : longest;
        }
        return longest;
    }

    /** Waits for the first decision after a moment, and says when it was made. */
    Instant awaitDecisionAfter(Instant moment) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () ->
                                decisionTimes().stream()
                                        .filter(time -> time.isAfter(moment))
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private List<Instant> decisionTimes() throws IOException {
        List<Instant> times = new ArrayList<>();
        TopicReader.read(
                kafka,
                kafka.decisionsTopic(),
                IsolationLevel.READ_UNCOMMITTED,
                record -> times.add(Instant.ofEpochMilli(record.timestamp())));
        times.sort(null);
        return times;
    }

    /** Number of dead letters so far. */
    long deadLetters() throws IOException {
        return TopicReader.read(
                kafka, kafka.deadLettersTopic(), IsolationLevel.READ_COMMITTED, letter -> {});
    }
}
