// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.packaging;

import dev.sluice.fraud.FraudDetectionJob;
import dev.sluice.sensors.SensorScoringJob;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The jars of the jobs: all that a cluster does not have, and nothing that it has. */
class PackagingITCase {

    /** What the cluster has in its lib folder, loaded once a process, or is never shipped. */
    private static final List<String> FOREIGN =
            List.of(
                    "ai/djl/",
                    "org/tensorflow/",
                    "org/bytedeco/",
                    "com/sun/jna/",
                    "ml/dmlc/",
                    "org/slf4j/",
                    "org/apache/logging/",
                    "org/apache/flink/core/",
                    "org/apache/flink/runtime/",
                    "org/apache/flink/configuration/",
                    "org/apache/flink/api/common/state/",
                    "org/junit/",
                    "dev/sluice/inference/",
                    "dev/sluice/training/",
                    "dev/sluice/testing/",
                    "dev/sluice/cli/");

    private static final List<String> NATIVES =
            List.of("libtensorflow", "libjnitensorflow", "libjnijavacpp", "libxgboost");

    /**
     * A job that is shipped.
     *
     * @param module folder of its module
     * @param main its main class
     * @param other package of a use case that it is not
     */
    private record Job(String module, Class<?> main, String other) {}

    static Stream<Job> jobs() {
        return Stream.of(
                new Job("fraud", FraudDetectionJob.class, "dev/sluice/sensors/"),
                new Job("sensors", SensorScoringJob.class, "dev/sluice/fraud/"));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void aJobStartsByItsMainClass(Job job) throws IOException {
        try (JarFile jar = open(job)) {
            assertThat(jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS))
                    .isEqualTo(job.main().getName());
            assertThat(names(jar)).contains(path(job.main()));
        }
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void whatTheClusterHasIsNotShipped(Job job) throws IOException {
        try (JarFile jar = open(job)) {
            assertThat(names(jar))
                    .noneMatch(name -> FOREIGN.stream().anyMatch(name::startsWith))
                    .noneMatch(name -> NATIVES.stream().anyMatch(name::contains))
                    .noneMatch(name -> name.startsWith(job.other()));
        }
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void whatTheClusterLacksIsShipped(Job job) throws IOException {
        try (JarFile jar = open(job)) {
            assertThat(names(jar))
                    .contains(
                            "org/apache/flink/connector/kafka/source/KafkaSource.class",
                            "org/apache/kafka/clients/consumer/KafkaConsumer.class",
                            "org/apache/avro/Schema.class",
                            "org/yaml/snakeyaml/Yaml.class",
                            "dev/sluice/stream/KafkaCascade.class",
                            "dev/sluice/decisioning/gate/GatePolicy.class",
                            "dev/sluice/schema/Decision.class");
        }
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void nothingOfTheJarIsSigned(Job job) throws IOException {
        try (JarFile jar = open(job)) {
            assertThat(names(jar)).noneMatch(name -> name.matches("META-INF/.*\\.(SF|DSA|RSA)"));
        }
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void servicesOfAllPartsAreThereByName(Job job) throws IOException {
        try (JarFile jar = open(job)) {
            List<JarEntry> services =
                    jar.stream()
                            .filter(entry -> entry.getName().startsWith("META-INF/services/"))
                            .filter(entry -> !entry.isDirectory())
                            .toList();
            assertThat(services).isNotEmpty();
            for (JarEntry service : services) {
                String text =
                        new String(
                                jar.getInputStream(service).readAllBytes(), StandardCharsets.UTF_8);
                assertThat(text.lines().filter(line -> !line.startsWith("#")))
                        .as(service.getName())
                        .filteredOn(line -> !line.isBlank())
                        .doesNotHaveDuplicates();
            }
        }
    }

    private static JarFile open(Job job) throws IOException {
        Path folder = Path.of("..", job.module(), "target");
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jars =
                    files.filter(file -> file.getFileName().toString().endsWith("-job.jar"))
                            .toList();
            assertThat(jars).as("jars of a job in " + folder.toAbsolutePath()).hasSize(1);
            return new JarFile(jars.get(0).toFile());
        }
    }

    private static List<String> names(JarFile jar) {
        return jar.stream().map(JarEntry::getName).toList();
    }

    private static String path(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }
}
