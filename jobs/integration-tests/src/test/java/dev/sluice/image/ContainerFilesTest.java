// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.image;

import dev.sluice.deploy.FlinkKeys;
import dev.sluice.image.Dockerfile.Copy;
import dev.sluice.image.Dockerfile.Stage;
import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.config.ConfigFile;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.kafka.KafkaOptions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the Dockerfile and the compose file name is there, pinned, and not run by root. */
class ContainerFilesTest {

    private static final Path REPOSITORY = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Path DOCKER = REPOSITORY.resolve("docker");
    private static final String BUILT = "docker/target/image/";
    private static final String PINNED =
            "[a-z0-9./-]+:[A-Za-z0-9_.-]*[0-9][A-Za-z0-9_.-]*(@sha256:[0-9a-f]{64})?";

    @TempDir Path folder;

    @Test
    void everythingThatIsCopiedIsInTheRepositoryOrBuiltForIt() throws IOException {
        List<String> allowed = Files.readAllLines(REPOSITORY.resolve(".dockerignore"));
        Dockerfile dockerfile = Dockerfile.read(DOCKER.resolve("Dockerfile"));
        for (Stage stage : dockerfile.stages().values()) {
            for (Copy copy : stage.copies()) {
                for (String source : copy.sources()) {
                    if (!copy.from().isEmpty()) {
                        assertThat(dockerfile.stages()).containsKey(copy.from());
                        continue;
                    }
                    assertThat(source.startsWith(BUILT) || Files.exists(REPOSITORY.resolve(source)))
                            .as("COPY %s", source)
                            .isTrue();
                    assertThat(allowed)
                            .as(".dockerignore lets %s through", source)
                            .anyMatch(
                                    line ->
                                            line.startsWith("!")
                                                    && source.startsWith(line.substring(1)));
                }
            }
        }
    }

    @Test
    void aSourceThatIsNotThereEndsTheBuild() throws IOException {
        Dockerfile dockerfile =
                Dockerfile.parse(List.of("FROM base:1 AS sluice", "COPY no/such/file /opt/file"));

        assertThatThrownBy(
                        () ->
                                new ImageTree(dockerfile, REPOSITORY, folder.resolve("stages"))
                                        .build("sluice"))
                .hasMessageContaining("no/such/file");
    }

    @Test
    void aCommandThatOnlyAnEngineCouldRunDoesNotGoUnseen() {
        Dockerfile dockerfile =
                Dockerfile.parse(List.of("FROM base:1 AS sluice", "RUN curl -O http://x/y.jar"));

        assertThatThrownBy(
                        () ->
                                new ImageTree(dockerfile, REPOSITORY, folder.resolve("stages"))
                                        .build("sluice"))
                .hasMessageContaining("curl");
    }

    @Test
    void basesArePinned() throws IOException {
        Dockerfile dockerfile = Dockerfile.read(DOCKER.resolve("Dockerfile"));

        assertThat(dockerfile.arguments().get("FLINK_IMAGE")).matches(PINNED);
        assertThat(dockerfile.arguments().get("JDK_IMAGE")).matches(PINNED);
        assertThat(dockerfile.arguments().get("CUDA_IMAGE"))
                .matches(PINNED)
                .contains("12.1")
                .contains("cudnn8");
        assertThat(dockerfile.arguments().get("FLINK_IMAGE"))
                .contains(org.apache.flink.runtime.util.EnvironmentInformation.getVersion() + "-")
                .contains("java17");
        for (Map.Entry<String, JsonNode> service : services().entrySet()) {
            assertThat(service.getValue().path("image").asText())
                    .as("image of %s", service.getKey())
                    .matches(PINNED)
                    .doesNotContain("latest");
        }
    }

    @Test
    void theImageRunsAsAnOrdinaryUserAndSaysHowItIs() throws IOException {
        Stage stage = Dockerfile.read(DOCKER.resolve("Dockerfile")).stages().get("sluice");

        assertThat(stage.all("USER")).last().isEqualTo("9999:9999");
        String health = stage.all("HEALTHCHECK").get(0).replaceAll(".*\\[\"(.*)\"]", "$1");
        assertThat(stage.copies()).extracting(Copy::target).contains(health);
        // the Dockerfile may copy after it, but nothing runs as root from there on
        assertThat(stage.instructions())
                .last()
                .extracting(Dockerfile.Instruction::keyword)
                .isEqualTo("HEALTHCHECK");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unpack-natives", "health", "topics"})
    void scriptsAreWhatTheirShellTakes(String name) throws IOException, InterruptedException {
        Path script = DOCKER.resolve(name);
        String shell = Files.readAllLines(script).get(0).substring(2);

        int code = new ProcessBuilder(shell, "-n", script.toString()).inheritIO().start().waitFor();

        assertThat(code).isZero();
        assertThat(Files.isExecutable(script)).isTrue();
    }

    @Test
    void flinkKnowsEveryKeyOfItsSettings() throws Exception {
        FlinkKeys keys = FlinkKeys.read();
        List<String> unknown = new ArrayList<>();
        yaml(DOCKER.resolve("conf/config.yaml"))
                .fieldNames()
                .forEachRemaining(
                        key -> {
                            if (!keys.know(key)) {
                                unknown.add(key);
                            }
                        });

        assertThat(unknown).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fraud.yaml", "host.yaml"})
    void jobsTakeTheirConfiguration(String name) {
        CascadeConfig.read(
                ConfigFile.read(DOCKER.resolve("conf").resolve(name), CascadeConfig.options()));
    }

    @Test
    void servicesFindWhatTheyName() throws IOException {
        Map<String, JsonNode> services = services();
        assertThat(services.keySet())
                .contains(
                        "broker",
                        "registry",
                        "topics",
                        "jobmanager",
                        "taskmanager",
                        "prometheus",
                        "grafana");
        services.forEach(
                (name, service) -> {
                    for (JsonNode volume : service.path("volumes")) {
                        String source = volume.asText().split(":")[0];
                        if (source.startsWith("./") && !source.equals("./models")) {
                            assertThat(DOCKER.resolve(source)).as("of %s", name).exists();
                        }
                    }
                    service.path("depends_on")
                            .fieldNames()
                            .forEachRemaining(
                                    other ->
                                            assertThat(services)
                                                    .as("of %s", name)
                                                    .containsKey(other));
                });
    }

    @Test
    void flinkRunsWithoutRightsItDoesNotNeed() throws IOException, ClassNotFoundException {
        for (String name : List.of("jobmanager", "taskmanager")) {
            JsonNode service = services().get(name);
            assertThat(service.path("read_only").asBoolean()).isTrue();
            assertThat(service.at("/cap_drop/0").asText()).isEqualTo("ALL");
        }
        List<String> command = new ArrayList<>();
        services().get("jobmanager").path("command").forEach(word -> command.add(word.asText()));
        assertThat(Class.forName(command.get(command.indexOf("--job-classname") + 1))).isNotNull();
        assertThat(command.indexOf("--")).isLessThan(command.indexOf("--config")).isPositive();
    }

    @Test
    void theTopicsOfTheJobAreCreated() throws Exception {
        KafkaConfig kafka =
                KafkaOptions.read(
                        ConfigFile.read(DOCKER.resolve("conf/fraud.yaml"), CascadeConfig.options())
                                .own());
        // what would create them only writes down what it is asked for
        Path asked = folder.resolve("asked");
        Path script = folder.resolve("topics");
        Files.writeString(
                script,
                Files.readString(DOCKER.resolve("topics"))
                        .replace("/opt/kafka/bin/kafka-topics.sh", "echo"));

        int code =
                new ProcessBuilder("sh", script.toString(), "broker:9092")
                        .redirectOutput(asked.toFile())
                        .start()
                        .waitFor();

        assertThat(code).isZero();
        Set<String> topics = new TreeSet<>();
        for (String line : Files.readAllLines(asked)) {
            topics.add(line.replaceAll(".*--topic (\\S+).*", "$1"));
        }
        assertThat(topics).containsExactlyInAnyOrderElementsOf(kafka.topics());
        assertThat(Files.readAllLines(asked))
                .filteredOn(line -> line.contains("--topic " + kafka.controlTopic() + " "))
                .singleElement()
                .asString()
                .contains("--partitions 1 ")
                .contains("cleanup.policy=compact");
    }

    @Test
    void prometheusAsksWhereFlinkAnswers() throws IOException {
        String port =
                yaml(DOCKER.resolve("conf/config.yaml"))
                        .path("metrics.reporter.prom.port")
                        .asText();
        JsonNode scrape =
                yaml(DOCKER.resolve("conf/prometheus.yaml"))
                        .at("/scrape_configs/0/dns_sd_configs/0");

        assertThat(scrape.path("port").asText()).isEqualTo(port);
        scrape.path("names")
                .forEach(
                        name -> {
                            try {
                                assertThat(services()).containsKey(name.asText());
                            } catch (IOException e) {
                                throw new AssertionError(e);
                            }
                        });
        assertThat(services().get("taskmanager").at("/environment/SLUICE_HEALTH_PORT").asText())
                .isEqualTo(port);
    }

    /** The services, each with what it takes over from the anchor that it names. */
    private static Map<String, JsonNode> services() throws IOException {
        Map<String, Object> compose =
                new org.yaml.snakeyaml.Yaml()
                        .load(Files.readString(DOCKER.resolve("compose.yaml")));
        JsonNode services = new ObjectMapper().valueToTree(compose.get("services"));
        Map<String, JsonNode> byName = new java.util.TreeMap<>();
        services.properties().forEach(entry -> byName.put(entry.getKey(), entry.getValue()));
        return byName;
    }

    private static JsonNode yaml(Path file) throws IOException {
        return new ObjectMapper(new YAMLFactory()).readTree(file.toFile());
    }
}
