// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import dev.sluice.cli.doctor.Examination;
import dev.sluice.cli.doctor.Finding;
import dev.sluice.cli.doctor.Finding.Level;
import dev.sluice.cli.kafka.LocalKafka;
import dev.sluice.cli.kafka.Topics;
import dev.sluice.fraud.FraudUseCase;
import dev.sluice.sensors.SensorUseCase;
import dev.sluice.stream.UseCase;
import dev.sluice.stream.kafka.KafkaConfig;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Each planted fault is found, alone, and its mend is named; without one nothing is found. */
@Timeout(180)
class DoctorITCase {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir static Path shared;
    private static LocalKafka broker;
    private static Path trained;

    @TempDir Path folder;
    private Path models;
    private KafkaConfig kafka;
    private String group;

    @BeforeAll
    static void start() throws Exception {
        trained = FraudHistory.train(shared);
        // so that rights can be taken away
        broker =
                LocalKafka.start(
                        Map.of(
                                "authorizer.class.name",
                                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                                "allow.everyone.if.no.acl.found",
                                "true"));
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    @BeforeEach
    void prepare() throws Exception {
        group = "doctor-" + NUMBER.incrementAndGet();
        kafka = KafkaConfigs.of(broker.bootstrapServers(), group);
        Topics.create(kafka, 2);
        models = folder.resolve("models");
        copy(trained, models);
    }

    @Test
    void findsNothingWhereNothingIsWrong() throws Exception {
        assertThat(examine(Map.of())).allMatch(finding -> finding.level() == Level.OK);
    }

    @Test
    void findsABrokerThatDoesNotAnswer() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }

        assertFound(
                examine(Map.of("kafka.bootstrap-servers", "127.0.0.1:" + nobody)),
                "kafka",
                "127.0.0.1:" + nobody,
                "kafka.bootstrap-servers");
    }

    @Test
    void findsATopicThatIsMissing() throws Exception {
        Topics.delete(kafka, List.of(kafka.labelsTopic()));

        assertFound(
                examine(Map.of()),
                "topic " + kafka.labelsTopic(),
                "does not exist",
                "./sluice topics");
    }

    @Test
    void findsAControlTopicThatForgets() throws Exception {
        alter(kafka.controlTopic(), "cleanup.policy", "delete");

        assertFound(
                examine(Map.of()),
                "topic " + kafka.controlTopic(),
                "not compacted",
                "cleanup.policy=compact");
    }

    @Test
    void findsAControlTopicWithoutOrder() throws Exception {
        KafkaConfig other = KafkaConfigs.of(broker.bootstrapServers(), group + "-wide");
        try (Admin admin = admin()) {
            admin.createTopics(
                            List.of(
                                    new NewTopic(
                                                    other.controlTopic(),
                                                    Optional.of(3),
                                                    Optional.empty())
                                            .configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .get();
        }
        Topics.create(other, 2);
        kafka = other;

        assertFound(
                examine(Map.of()),
                "topic " + other.controlTopic(),
                "3 partitions; expected 1",
                "./sluice topics");
    }

    @Test
    void findsATopicThatTakesNoLargeDecision() throws Exception {
        alter(kafka.decisionsTopic(), "max.message.bytes", "1000");

        assertFound(
                examine(Map.of()),
                "topic " + kafka.decisionsTopic(),
                "takes 1000 bytes",
                "max.message.bytes");
    }

    @Test
    void findsATopicThatMayNotBeWritten() throws Exception {
        try (Admin admin = admin()) {
            admin.createAcls(
                            List.of(
                                    new AclBinding(
                                            new ResourcePattern(
                                                    ResourceType.TOPIC,
                                                    kafka.decisionsTopic(),
                                                    PatternType.LITERAL),
                                            new AccessControlEntry(
                                                    "User:*",
                                                    "*",
                                                    AclOperation.WRITE,
                                                    AclPermissionType.DENY)),
                                    new AclBinding(
                                            new ResourcePattern(
                                                    ResourceType.TOPIC,
                                                    kafka.decisionsTopic(),
                                                    PatternType.LITERAL),
                                            new AccessControlEntry(
                                                    "User:*",
                                                    "*",
                                                    AclOperation.ALL,
                                                    AclPermissionType.ALLOW))))
                    .all()
                    .get();
        }

        assertFound(
                examine(Map.of()),
                "topic " + kafka.decisionsTopic(),
                "may not be written",
                "Grant [WRITE]");
    }

    @Test
    void findsAClockThatIsWrong() throws Exception {
        Duration ahead = Duration.ofHours(2);

        assertFound(
                examine(Map.of(), new FraudUseCase(), InstantSource.system().instant().plus(ahead)),
                "clock",
                "max-future-skew",
                "NTP");
    }

    @Test
    void findsAModelFileThatWasAltered() throws Exception {
        Path file;
        try (Stream<Path> files = Files.walk(models.resolve("deep"))) {
            file =
                    files.filter(path -> path.getFileName().toString().equals("saved_model.pb"))
                            .findFirst()
                            .orElseThrow();
        }
        Files.write(file, new byte[] {1});

        assertFound(examine(Map.of()), "models", "SHA-256", "Copy the folder again");
    }

    @Test
    void findsModelsOfAnotherUseCase() throws Exception {
        assertFound(
                examine(Map.of(), new SensorUseCase(), null), "models", "fraud", "./sluice train");
    }

    @Test
    void findsAGpuThatIsAskedForAndNotThere() throws Exception {
        assertFound(examine(Map.of("deep.device", "gpu")), "device asked for", "sees none", "CUDA");
    }

    @Test
    void findsMemoryWithoutRoomForTensorFlow() throws Exception {
        assertFound(
                examine(Map.of("flink.taskmanager.memory.process.size", "1 gb")),
                "memory of a TaskManager",
                "needs 838",
                "taskmanager.memory.task.off-heap.size");
    }

    @Test
    void findsACheckpointFolderThatCannotBeWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        assertFound(
                examine(
                        Map.of(
                                "flink.execution.checkpointing.dir",
                                file.resolve("checkpoints").toUri().toString())),
                "checkpoints",
                "cannot be written",
                "9999");
    }

    @Test
    void findsAKeyThatIsMistyped() throws Exception {
        assertFound(
                examine(Map.of("deep.max-pases", "8")),
                "configuration",
                "deep.max-passes",
                "docs/options.md");
    }

    @Test
    void findsALibWithoutTheEngine() throws Exception {
        Path home = flinkHome();
        Files.delete(home.resolve("lib/tensorflow-api-0.jar"));

        assertFound(examineHome(home), "lib/ of Flink", "tensorflow-api", "lib-engine");
    }

    @Test
    void findsALoggingThatIsSilenced() throws Exception {
        Path home = flinkHome();
        jar(home.resolve("lib/slf4j-api-2.0.17.jar"), "org/slf4j/spi/SLF4JServiceProvider.class");

        assertFound(examineHome(home), "lib/ of Flink", "slf4j 2", "Remove it");
    }

    @Test
    void findsAJobThatBringsTheEngine() throws Exception {
        Path home = flinkHome();
        jar(home.resolve("usrlib/fat.jar"), "org/tensorflow/Graph.class");

        assertFound(examineHome(home), "usrlib/ of Flink", "fat.jar", "*-job.jar");
    }

    @Test
    void findsAnEngineThatIsLoadedWithEveryJob() throws Exception {
        Path home = flinkHome();
        Files.writeString(
                home.resolve("conf/config.yaml"),
                "env.java.opts.all: \"@/opt/sluice/jvm-opens\"\n");

        assertFound(
                examineHome(home),
                "class loading",
                "ai.djl.",
                "classloader.parent-first-patterns.additional");
    }

    @Test
    void findsNothingWrongWithAFlinkThatIsSetUp() throws Exception {
        assertThat(examineHome(flinkHome())).allMatch(finding -> finding.level() == Level.OK);
    }

    private static void assertFound(
            List<Finding> findings, String check, String found, String mend) {
        assertThat(findings)
                .filteredOn(finding -> finding.level() != Level.OK)
                .as("what is wrong among %s", findings)
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.level()).isEqualTo(Level.FAIL);
                            assertThat(finding.check()).isEqualTo(check);
                            assertThat(finding.found()).contains(found);
                            assertThat(finding.mend()).contains(mend);
                        });
    }

    private List<Finding> examine(Map<String, String> settings) throws IOException {
        return examine(settings, new FraudUseCase(), null);
    }

    private List<Finding> examine(
            Map<String, String> settings, UseCase<?, ?> useCase, java.time.Instant now)
            throws IOException {
        List<String> lines =
                new ArrayList<>(
                        List.of(
                                "models.dir: " + models,
                                "kafka.bootstrap-servers: " + broker.bootstrapServers(),
                                "flink.execution.checkpointing.dir: "
                                        + folder.resolve("checkpoints").toUri()));
        lines.addAll(KafkaConfigs.lines(kafka));
        Path file = Files.write(folder.resolve("fraud.yaml"), lines);
        return new Examination(now == null ? InstantSource.system() : InstantSource.fixed(now))
                .of(
                        new Examination.Patient(
                                useCase, Optional.of(file), settings, Optional.empty(), false));
    }

    private List<Finding> examineHome(Path home) {
        return new Examination(InstantSource.system())
                .of(
                        new Examination.Patient(
                                new FraudUseCase(),
                                Optional.empty(),
                                Map.of(),
                                Optional.of(home),
                                false));
    }

    /** A Flink with all that is needed, as far as names go. */
    private Path flinkHome() throws IOException {
        Path home = folder.resolve("flink");
        for (String part : List.of("lib", "usrlib", "conf")) {
            Files.createDirectories(home.resolve(part));
        }
        jar(
                home.resolve("lib/sluice-inference-api-0.jar"),
                "dev/sluice/inference/ModelBackendFactory.class");
        jar(
                home.resolve("lib/sluice-inference-djl-0.jar"),
                "dev/sluice/inference/djl/DjlModelBackendFactory.class");
        jar(home.resolve("lib/api-0.jar"), "ai/djl/engine/Engine.class");
        jar(home.resolve("lib/tensorflow-engine-0.jar"), "ai/djl/tensorflow/engine/TfEngine.class");
        jar(home.resolve("lib/tensorflow-api-0.jar"), "org/tensorflow/SavedModelBundle.class");
        jar(home.resolve("lib/javacpp-0.jar"), "org/bytedeco/javacpp/Loader.class");
        jar(home.resolve("usrlib/sluice.jar"), "dev/sluice/fraud/FraudDetectionJob.class");
        // the one that the images have
        Files.copy(
                Path.of("..", "..", "docker", "conf", "config.yaml"),
                home.resolve("conf/config.yaml"));
        return home;
    }

    private static void jar(Path file, String entry) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            jar.putNextEntry(new JarEntry(entry));
            jar.closeEntry();
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private static void alter(String topic, String key, String value) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(
                            Map.of(
                                    resource,
                                    List.of(
                                            new AlterConfigOp(
                                                    new ConfigEntry(key, value),
                                                    AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
