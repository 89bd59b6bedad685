// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.deploy;

import dev.sluice.cli.doctor.Examination;
import dev.sluice.image.Dockerfile;
import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.config.ConfigFile;
import dev.sluice.stream.config.SluiceConfig;
import dev.sluice.stream.kafka.KafkaConfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The manifests are what the operator takes, and every key in them is one that somebody reads. */
class ManifestsTest {

    private static final Path DEPLOY = Path.of("..", "..", "deploy");
    private static final Path OVERLAYS = DEPLOY.resolve("overlays");

    @TempDir static Path shared;
    private static DeploymentSchema schema;

    @TempDir Path folder;

    @BeforeAll
    static void makeSchema() throws IOException {
        schema = DeploymentSchema.generate(shared.resolve("crd"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "cpu", "gpu"})
    void theOperatorTakesTheDeployment(String overlay) throws IOException {
        ObjectNode deployment = deployment(overlay);

        assertThat(schema.errors(deployment)).isEmpty();
        assertThat(deployment.at("/spec/flinkVersion").asText()).isEqualTo("v2_2");
        assertThat(deployment.at("/spec/job/upgradeMode").asText()).isEqualTo("savepoint");
    }

    @Test
    void aDeploymentWithAMistakeIsRefused() throws IOException {
        ObjectNode unknown = deployment("cpu");
        ((ObjectNode) unknown.at("/spec/taskManager")).put("replica", 2);
        ObjectNode wrongType = deployment("cpu");
        ((ObjectNode) wrongType.at("/spec/job")).put("parallelism", "two");
        ObjectNode wrongWord = deployment("cpu");
        ((ObjectNode) wrongWord.at("/spec/job")).put("upgradeMode", "hopeful");
        ObjectNode deep = deployment("cpu");
        ((ObjectNode) deep.at("/spec/podTemplate/spec/securityContext")).put("runAsNonRot", true);

        assertThat(schema.errors(unknown)).isNotEmpty();
        assertThat(schema.errors(wrongType)).isNotEmpty();
        assertThat(schema.errors(wrongWord)).isNotEmpty();
        assertThat(schema.errors(deep)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "cpu", "gpu"})
    void flinkKnowsEveryKey(String overlay) throws Exception {
        FlinkKeys keys = FlinkKeys.read();
        Set<String> unknown = new TreeSet<>();
        deployment(overlay)
                .at("/spec/flinkConfiguration")
                .fieldNames()
                .forEachRemaining(unknown::add);

        unknown.removeIf(keys::know);

        assertThat(unknown).isEmpty();
        assertThat(keys.know("taskmanager.numberOfTaskSlot")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "cpu", "gpu"})
    void theJobTakesItsConfiguration(String overlay) throws IOException {
        CascadeConfig stages = CascadeConfig.read(config(overlay));

        assertThat(stages.deepParallelism()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "cpu", "gpu"})
    void everyTopicOfTheJobIsDeclared(String overlay) throws IOException {
        KafkaConfig kafka = CascadeConfig.read(config(overlay)).kafka();
        Map<String, ObjectNode> topics =
                Kustomization.build(OVERLAYS.resolve(overlay)).stream()
                        .filter(resource -> resource.get("kind").asText().equals("KafkaTopic"))
                        .collect(
                                Collectors.toMap(
                                        topic -> topic.at("/metadata/name").asText(),
                                        topic -> topic));

        assertThat(topics.keySet()).containsExactlyInAnyOrderElementsOf(kafka.topics());
        ObjectNode control = topics.get(kafka.controlTopic());
        assertThat(control.at("/spec/partitions").asInt()).isEqualTo(1);
        assertThat(control.at("/spec/config/cleanup.policy").asText()).isEqualTo("compact");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "cpu", "gpu"})
    void memoryHasRoomForTensorFlow(String overlay) throws IOException {
        ObjectNode deployment = deployment(overlay);
        Path home = folder.resolve("flink");
        Files.createDirectories(home.resolve("conf"));
        ObjectNode settings = (ObjectNode) deployment.at("/spec/flinkConfiguration");
        settings.put(
                "taskmanager.memory.process.size",
                deployment.at("/spec/taskManager/resource/memory").asText());
        new ObjectMapper(new com.fasterxml.jackson.dataformat.yaml.YAMLFactory())
                .writeValue(home.resolve("conf/config.yaml").toFile(), settings);

        assertThat(
                        new Examination(java.time.InstantSource.system())
                                .of(
                                        new Examination.Patient(
                                                new dev.sluice.fraud.FraudUseCase(),
                                                java.util.Optional.empty(),
                                                Map.of(),
                                                java.util.Optional.of(home),
                                                false)))
                .filteredOn(
                        finding ->
                                finding.check().equals("memory of a TaskManager")
                                        || finding.check().equals("class loading"))
                .hasSize(2)
                .allMatch(finding -> finding.mend().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "cpu", "gpu"})
    void nothingRunsAsRootOrWritesToItsImage(String overlay) throws IOException {
        JsonNode pod = deployment(overlay).at("/spec/podTemplate/spec");

        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/containers/0/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        Dockerfile dockerfile = Dockerfile.read(Path.of("..", "..", "docker", "Dockerfile"));
        assertThat(dockerfile.stages().get("sluice").all("USER"))
                .last()
                .isEqualTo(
                        pod.at("/securityContext/runAsUser").asText()
                                + ":"
                                + pod.at("/securityContext/runAsGroup").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "cpu", "gpu"})
    void theNetworkPolicyIsOne(String overlay) throws IOException {
        ObjectNode policy =
                Kustomization.build(OVERLAYS.resolve(overlay)).stream()
                        .filter(resource -> resource.get("kind").asText().equals("NetworkPolicy"))
                        .findFirst()
                        .orElseThrow();

        NetworkPolicy read = new ObjectMapper().treeToValue(policy, NetworkPolicy.class);

        assertThat(read.getAdditionalProperties()).isEmpty();
        assertThat(read.getSpec().getAdditionalProperties()).isEmpty();
        assertThat(read.getSpec().getIngress())
                .allMatch(rule -> rule.getAdditionalProperties().isEmpty());
        assertThat(read.getSpec().getPodSelector().getMatchLabels())
                .containsEntry("app", deployment(overlay).at("/metadata/name").asText());
    }

    @Test
    void aPatchForNothingIsRefused() throws IOException {
        Path base = Files.createDirectories(folder.resolve("base"));
        Files.writeString(
                base.resolve("kustomization.yaml"),
                "resources: [a.yaml]\npatches:\n  - path: b.yaml\n");
        Files.writeString(base.resolve("a.yaml"), "kind: A\nmetadata: {name: a}\n");
        Files.writeString(base.resolve("b.yaml"), "kind: A\nmetadata: {name: b}\n");

        assertThatThrownBy(() -> Kustomization.build(base)).hasMessageContaining("A/b");
    }

    /** Where kubectl is at hand, what it makes of an overlay is what was looked at here. */
    @ParameterizedTest
    @ValueSource(strings = {"dev", "cpu", "gpu"})
    void kustomizeMakesTheSame(String overlay) throws Exception {
        assumeTrue(hasKubectl(), "no kubectl on this machine");
        Path out = folder.resolve("out.yaml");
        Process process =
                new ProcessBuilder("kubectl", "kustomize", OVERLAYS.resolve(overlay).toString())
                        .redirectOutput(out.toFile())
                        .start();
        assertThat(process.waitFor()).isZero();

        Map<String, JsonNode> theirs = byId(Kustomization.documents(out));

        assertThat(byId(Kustomization.build(OVERLAYS.resolve(overlay)))).isEqualTo(theirs);
    }

    private static Map<String, JsonNode> byId(List<ObjectNode> resources) {
        return resources.stream()
                .collect(Collectors.toMap(Kustomization::id, Kustomization::comparable));
    }

    private static boolean hasKubectl() throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder("kubectl", "kustomize", "--help")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static ObjectNode deployment(String overlay) throws IOException {
        return Kustomization.build(OVERLAYS.resolve(overlay)).stream()
                .filter(resource -> resource.get("kind").asText().equals("FlinkDeployment"))
                .findFirst()
                .orElseThrow();
    }

    private SluiceConfig config(String overlay) throws IOException {
        ObjectNode map =
                Kustomization.build(OVERLAYS.resolve(overlay)).stream()
                        .filter(resource -> resource.get("kind").asText().equals("ConfigMap"))
                        .findFirst()
                        .orElseThrow();
        Path file = folder.resolve("fraud.yaml");
        Files.writeString(file, map.at("/data/fraud.yaml").asText());
        return ConfigFile.read(file, CascadeConfig.options());
    }
}
