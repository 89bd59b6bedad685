// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.image;

import dev.sluice.cli.Commands;
import dev.sluice.cli.kafka.LocalKafka;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.faults.cluster.ClusterProcess;
import dev.sluice.faults.cluster.ImageProcesses;
import dev.sluice.fraud.FraudDetectionJob;
import dev.sluice.it.FraudHistory;
import dev.sluice.it.FraudTopics;
import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.config.ConfigFile;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.kafka.KafkaOptions;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The image without an engine for images: its file tree is put together from what the Dockerfile
 * copies, and JobManager and TaskManager run from it as an ordinary user in a read-only world.
 */
class ImageITCase {

    private static final Path REPOSITORY = Path.of("..", "..").toAbsolutePath().normalize();
    private static final int EVENTS = 2000;
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private static Path folder;
    private static Dockerfile dockerfile;
    private static Path root;
    private static Path models;

    @BeforeAll
    static void assemble() throws Exception {
        folder = Files.createTempDirectory("sluice-image-");
        // the user of the image is somebody else
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        dockerfile = Dockerfile.read(REPOSITORY.resolve("docker/Dockerfile"));
        ImageTree tree = new ImageTree(dockerfile, REPOSITORY, folder.resolve("stages"));
        Path base = tree.root("cpu-base").resolve("opt/flink");
        for (Path jar : ImageProcesses.distribution()) {
            ImageTree.copy(jar, base.resolve("lib").resolve(jar.getFileName()));
        }
        Files.createDirectories(base.resolve("conf"));
        Files.writeString(base.resolve("conf/log4j2.xml"), ImageProcesses.logging());
        root = tree.build("sluice");
        ImageProcesses.leash(root);
        Path trained = FraudHistory.train(Files.createDirectories(folder.resolve("training")));
        // where compose.yaml mounts them
        models = root.resolve("opt/sluice/models");
        ImageTree.copy(trained, models);
    }

    @AfterAll
    static void remove() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (Files.isDirectory(file)) {
                    Files.setPosixFilePermissions(
                            file, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    @Timeout(300)
    void decidesEveryEventAsAnOrdinaryUserInAReadOnlyWorld() throws Exception {
        Path writable = Files.createDirectories(folder.resolve("writable"));
        try (LocalKafka broker = LocalKafka.start()) {
            Path file = writable.resolve("fraud.yaml");
            Files.write(
                    file,
                    List.of(
                            "models.dir: " + models,
                            "kafka.bootstrap-servers: " + broker.bootstrapServers(),
                            "deep.parallelism: 1",
                            "gate.budget.share: 1.0",
                            // all events come at once, and a model is slow at first
                            "deep.deadline: 1 min",
                            "flink.execution.checkpointing.dir: "
                                    + writable.resolve("checkpoints").toUri(),
                            "flink.execution.checkpointing.interval: 1 s"));
            KafkaConfig kafka =
                    KafkaOptions.read(ConfigFile.read(file, CascadeConfig.options()).own());
            follow("./sluice topics", file);
            follow("./sluice doctor", file);
            follow("./sluice send", file);
            FraudTopics topics = new FraudTopics(kafka);
            try (ImageProcesses processes =
                    ImageProcesses.start(
                            root,
                            writable,
                            Path.of("target", "image").toAbsolutePath(),
                            dockerfile.stages().get("sluice").environment(),
                            List.of(
                                    FraudDetectionJob.class.getName(),
                                    "--config",
                                    file.toString()))) {
                await().atMost(PATIENCE)
                        .until(
                                () ->
                                        processes.all().stream()
                                                        .anyMatch(process -> !process.isAlive())
                                                || topics.decisions().size() >= EVENTS);

                assertThat(processes.all())
                        .as("processes that run; see target/image")
                        .allMatch(ClusterProcess::isAlive);
                assertThat(topics.upserted()).hasSize(EVENTS);
                assertThat(topics.deadLetters()).isEmpty();
                assertThat(topics.decisions())
                        .extracting(Decision::source)
                        .contains(DecisionSource.FIRST_PASS, DecisionSource.DEEP);
                awaitCheckpoint(processes);
                assertThat(health(processes.restPort())).isZero();
                for (ClusterProcess process : processes.all()) {
                    assertThat(userOf(process))
                            .isEqualTo(processes.isIsolated() ? "9999" : currentUser());
                }
                assertThat(Files.exists(root.resolve("written"))).isFalse();
            }
            assertThat(health(1)).as("health of a process that is not there").isNotZero();
        }
    }

    private static void awaitCheckpoint(ImageProcesses processes) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () -> {
                            String job = processes.api().get("/jobs").at("/jobs/0/id").asText();
                            return processes
                                            .api()
                                            .get("/jobs/" + job + "/checkpoints")
                                            .at("/counts/completed")
                                            .asInt()
                                    > 0;
                        });
    }

    private static int health(int port) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(root.resolve("opt/sluice/bin/health").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("SLUICE_HEALTH_PORT", port + "");
        return builder.start().waitFor();
    }

    private static String userOf(ClusterProcess process) throws IOException {
        return Files.readAllLines(Path.of("/proc", process.pid() + "", "status")).stream()
                .filter(line -> line.startsWith("Uid:"))
                .map(line -> line.split("\\s+")[1])
                .findFirst()
                .orElseThrow();
    }

    private static String currentUser() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
    }

    /** Runs a command of the page for newcomers, with the folders and numbers of this test. */
    private static void follow(String command, Path file) throws IOException {
        String line =
                Commands.documented(REPOSITORY.resolve("docs/cluster.md"), command)
                        .replace("fraud.yaml", file.toString())
                        .replace("/opt/flink", root.resolve("opt/flink").toString())
                        .replace("--events 10000 --rate 500", "--events " + EVENTS);

        Commands.Result result = Commands.run(line);

        assertThat(result.code()).as("%s: %s", line, result.output()).isZero();
    }
}
