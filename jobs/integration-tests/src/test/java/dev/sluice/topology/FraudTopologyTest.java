// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.topology;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.gate.BudgetConfig;
import dev.sluice.decisioning.gate.CostMatrix;
import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.gate.Thresholds;
import dev.sluice.fraud.FraudFeatures;
import dev.sluice.fraud.FraudUseCase;
import dev.sluice.inference.Manifest;
import dev.sluice.inference.ModelInputs;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.FlinkDefaults;
import dev.sluice.stream.KafkaCascade;
import dev.sluice.stream.UseCase;
import dev.sluice.stream.config.ConfigException;
import dev.sluice.stream.config.SluiceConfig;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.stream.model.ModelStore;

import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The graph of the fraud job: what is found again in a savepoint, and what is one task. */
class FraudTopologyTest {

    @TempDir Path models;

    @BeforeEach
    void writeModels() throws IOException {
        write("first-pass", FraudFeatures.INPUTS);
        write("deep", FraudFeatures.INPUTS);
        Files.writeString(models.resolve(ModelStore.POLICY), ModelJson.yaml(policy()));
    }

    @Test
    void keepsTheUidsThatSavepointsAreMadeOf() throws Exception {
        assertThat(String.join("\n", uids(streamGraph(Map.of()))) + "\n")
                .isEqualTo(resource("fraud-uids.txt"));
    }

    @Test
    void runsFeaturesFirstPassGateAndSinkOfTheCustomerAsOneTask() throws Exception {
        JobGraph graph = streamGraph(Map.of()).getJobGraph(getClass().getClassLoader(), null);

        List<String> tasks =
                StreamSupport.stream(graph.getVertices().spliterator(), false)
                        .map(JobVertex::getName)
                        .filter(name -> name.contains("customer-features"))
                        .toList();

        assertThat(tasks)
                .singleElement()
                .asString()
                .containsSubsequence(
                        "customer-features",
                        "First pass",
                        "Gate",
                        "decisions-sink",
                        "feedback-sink");
    }

    @Test
    void ordersTheEventsOfAMomentInTheSameTaskUnderEventTime() throws Exception {
        JobGraph graph =
                streamGraph(Map.of("features.order", "event-time"))
                        .getJobGraph(getClass().getClassLoader(), null);

        assertThat(graph.getVertices())
                .extracting(JobVertex::getName)
                .filteredOn(name -> name.contains("customer-features"))
                .singleElement()
                .asString()
                .containsSubsequence("customer-features", "Moment order", "First pass", "Gate");
    }

    @Test
    void alarmsAreABranchOfTheirOwnThatBreaksNoTaskApart() throws Exception {
        StreamGraph graph = streamGraph(new FraudWithAlarms(), Map.of());

        assertThat(uids(graph))
                .hasSameElementsAs(
                        Stream.concat(
                                        uids(streamGraph(Map.of())).stream(),
                                        Stream.of(
                                                "alarm-sightings",
                                                "alarm-fast-readings",
                                                "alarm-deep-readings",
                                                "alarm-deep-out-of-event-time",
                                                "alarm-tickets",
                                                "alarm-tickets-out-of-event-time",
                                                "alarms",
                                                "alarms-sink",
                                                "Sink Committer: alarms-sink"))
                                .toList());
        assertThat(graph.getJobGraph(getClass().getClassLoader(), null).getVertices())
                .extracting(JobVertex::getName)
                .filteredOn(name -> name.contains("customer-features"))
                .singleElement()
                .asString()
                .contains("First pass", "Gate", "decisions-sink", "feedback-sink")
                .contains("Alarm sightings", "Alarm readings");
    }

    @Test
    void alarmsCanBeLeftToNobody() throws Exception {
        assertThat(uids(streamGraph(new FraudWithAlarms(), Map.of("alarms.enabled", "false"))))
                .isEqualTo(uids(streamGraph(Map.of())));
    }

    @Test
    void givesDeepSlotsOfItsOwn() throws Exception {
        Map<String, String> groups = new TreeMap<>();
        for (StreamNode node : streamGraph(Map.of()).getStreamNodes()) {
            groups.put(node.getOperatorName(), node.getSlotSharingGroup());
        }

        assertThat(groups).containsEntry("Deep", "deep").containsEntry("Gate", "default");
    }

    @Test
    void refusesModelsThatWereTrainedOnOtherFeatures() throws IOException {
        ModelInputs other =
                new ModelInputs("fraud", List.of("amount"), List.of("log_amount"), 32, List.of());
        write("deep", other);

        assertThatThrownBy(() -> streamGraph(Map.of()))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining("deep")
                .hasMessageContaining("was trained on");
    }

    @Test
    void refusesAnAlteredModelFileByName() throws IOException {
        Files.writeString(models.resolve("first-pass/saved_model.pb"), "altered");

        assertThatThrownBy(() -> streamGraph(Map.of()))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining("first-pass/saved_model.pb");
    }

    @Test
    void refusesAnImpossibleValueOfAnyStageAsAConfigurationError() {
        assertThatThrownBy(() -> streamGraph(Map.of("deep.min-passes", "1")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("deep.min-passes");
        assertThatThrownBy(() -> streamGraph(Map.of("gate.budget.share", "7")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("7.0");
        assertThatThrownBy(() -> streamGraph(Map.of("deep.deadlin", "1 s")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("deep.deadline");
    }

    private static List<String> uids(StreamGraph graph) {
        return graph.getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
    }

    private StreamGraph streamGraph(Map<String, String> settings) throws Exception {
        return streamGraph(new FraudUseCase(), settings);
    }

    private StreamGraph streamGraph(UseCase<?, ?> useCase, Map<String, String> settings)
            throws Exception {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("models.dir", models.toString());
        all.put("kafka.bootstrap-servers", "localhost:9092");
        SluiceConfig config = SluiceConfig.of(all, CascadeConfig.options());
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(
                        FlinkDefaults.with(config.flink()));
        KafkaCascade.build(environment, useCase, config);
        return environment.getStreamGraph();
    }

    private void write(String name, ModelInputs inputs) throws IOException {
        Path folder = models.resolve(name);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("saved_model.pb"), name);
        ModelStore.seal(
                folder,
                new Manifest(
                        name,
                        "fraud-" + name + "-test",
                        inputs,
                        Map.of(),
                        List.of(16),
                        new Manifest.Training(
                                Instant.EPOCH, Instant.EPOCH.plusSeconds(1), 1, 1, Map.of()),
                        Map.of()));
    }

    private static Policy policy() {
        return Policy.of(
                "fraud-policy-test",
                "fraud",
                CostMatrix.of(Thresholds.DEFAULT),
                Calibration.IDENTITY,
                Map.of("monte-carlo", Calibration.IDENTITY),
                GateConfig.EVERYTHING.withBudget(BudgetConfig.ofEvents(0.1)));
    }

    private String resource(String name) throws IOException {
        try (InputStream in = getClass().getClassLoader().getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
