// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.model;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.gate.BudgetConfig;
import dev.sluice.decisioning.gate.CostMatrix;
import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.gate.Thresholds;
import dev.sluice.inference.Device;
import dev.sluice.inference.Manifest;
import dev.sluice.inference.ModelInputs;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelLoadException.Reason;
import dev.sluice.inference.SignatureSpec;
import dev.sluice.inference.TensorSpec;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ModelStoreTest {

    private static final ModelInputs INPUTS =
            new ModelInputs(
                    "fraud", List.of("amount", "night"), List.of("log_amount"), 4, List.of());

    @TempDir Path root;
    private ModelStore store;

    @BeforeEach
    void writeModel() throws IOException {
        Path model = root.resolve("first-pass");
        Files.createDirectories(model.resolve("variables"));
        Files.writeString(model.resolve("saved_model.pb"), "graph");
        Files.writeString(model.resolve("variables/variables.index"), "weights");
        ModelStore.seal(model, manifest("first-pass"));
        Files.writeString(root.resolve("policy.yaml"), ModelJson.yaml(policy()));
        store = ModelStore.at(root.toString(), "djl-tensorflow");
    }

    @Test
    void readsBackWhatItSealed() throws Exception {
        Manifest found = store.manifest("first-pass");

        assertThat(found.files().keySet())
                .containsExactlyInAnyOrder("saved_model.pb", "variables/variables.index");
        assertThat(found.inputs()).isEqualTo(INPUTS);
        assertThat(found.signatures()).isEqualTo(manifest("first-pass").signatures());
        assertThat(found.training()).isEqualTo(manifest("first-pass").training());
        store.check("first-pass", found);
    }

    @Test
    void readsBackAPolicyAndRefusesAnUnknownKey() throws Exception {
        assertThat(store.policy()).isEqualTo(policy());

        Files.writeString(
                root.resolve("policy.yaml"), ModelJson.yaml(policy()) + "gate-windw: 3\n");

        assertThatThrownBy(store::policy)
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining("policy.yaml")
                .hasMessageContaining("gate-windw");
    }

    @Test
    void readsAPolicyWithACharacterOfTwoHalvesAnywhere() throws Exception {
        for (int before = 1_000; before < 1_040; before++) {
            String comment = "# " + "x".repeat(before) + "\ud83d\ude00\ud83d\ude00 and on\n";
            Files.writeString(root.resolve("policy.yaml"), comment + ModelJson.yaml(policy()));

            assertThat(store.policy()).isEqualTo(policy());
        }
    }

    @Test
    void doesNotReadATextThatNeverEnds() throws Exception {
        Path manifest = root.resolve("first-pass/manifest.json");
        Files.writeString(manifest, " ".repeat(ModelFolder.LARGEST_TEXT + 1));

        assertThatThrownBy(() -> store.manifest("first-pass"))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining(manifest.toString())
                .hasMessageContaining("more than " + ModelFolder.LARGEST_TEXT + " bytes");
    }

    @Test
    void refusesAPolicyWithImpossibleCosts() throws IOException {
        Files.writeString(
                root.resolve("policy.yaml"),
                ModelJson.yaml(policy()).replace("review: 1.0", "review: -1.0"));

        assertThatThrownBy(store::policy)
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining("cost of a review is -1.0")
                .hasMessageContaining("expected more than 0");
    }

    @Test
    void refusesAnAlteredFileByName() throws Exception {
        Files.writeString(root.resolve("first-pass/variables/variables.index"), "Weights");
        Manifest manifest = store.manifest("first-pass");

        assertThatThrownBy(() -> store.check("first-pass", manifest))
                .isInstanceOfSatisfying(
                        ModelLoadException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.FILE_ALTERED))
                .hasMessageContaining("variables/variables.index");
    }

    @Test
    void refusesAMissingFileByName() throws Exception {
        Files.delete(root.resolve("first-pass/saved_model.pb"));
        Manifest manifest = store.manifest("first-pass");

        assertThatThrownBy(() -> store.check("first-pass", manifest))
                .isInstanceOfSatisfying(
                        ModelLoadException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.FILE_MISSING))
                .hasMessageContaining("saved_model.pb");
    }

    @Test
    void refusesAFileThatNoHashStandsFor() throws Exception {
        Files.writeString(root.resolve("first-pass/variables/smuggled"), "x");
        Manifest manifest = store.manifest("first-pass");

        assertThatThrownBy(() -> store.check("first-pass", manifest))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining("variables/smuggled");
    }

    @Test
    void refusesAManifestWithoutFiles() {
        assertThatThrownBy(() -> store.check("first-pass", manifest("first-pass")))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining("names no files");
    }

    @Test
    void refusesAMissingModelByName() {
        assertThatThrownBy(() -> store.manifest("deep"))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining("deep/manifest.json")
                .hasMessageContaining("does not exist");
    }

    @Test
    void refusesAManifestThatReachesOutsideOfItsFolder() throws Exception {
        Files.writeString(root.resolve("secret"), "x");
        Manifest honest = store.manifest("first-pass");
        Manifest hostile =
                new Manifest(
                        honest.name(),
                        honest.version(),
                        honest.inputs(),
                        honest.signatures(),
                        honest.paddedSizes(),
                        honest.training(),
                        Map.of("../secret", "00"));

        assertThatThrownBy(() -> store.check("first-pass", hostile))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining("../secret")
                .hasMessageContaining("outside");
    }

    @Test
    void refusesAModelOfOtherFeaturesNamingBothSides() {
        ModelInputs offered =
                new ModelInputs(
                        "fraud", List.of("amount", "weekend"), List.of("log_amount"), 4, List.of());

        assertThatThrownBy(() -> store.requireInputs("first-pass", offered))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining("night")
                .hasMessageContaining("weekend");
    }

    @Test
    void namesTheBackendThatIsNotOnTheClassPath() {
        ModelStore other = ModelStore.at(root.toString(), "no-such-engine");

        assertThatThrownBy(
                        () ->
                                other.open(
                                        "first-pass", Device.Kind.CPU, getClass().getClassLoader()))
                .isInstanceOfSatisfying(
                        ModelLoadException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.NO_BACKEND))
                .hasMessageContaining("no-such-engine");
    }

    private static Policy policy() {
        return Policy.of(
                "p1",
                "fraud",
                CostMatrix.of(Thresholds.DEFAULT),
                new Calibration(
                        1.1,
                        -0.2,
                        List.of(
                                new Calibration.Bin(0.01, 0.001, 0.02),
                                new Calibration.Bin(1, 0.02, 0.9))),
                Map.of("monte-carlo", Calibration.IDENTITY),
                GateConfig.EVERYTHING.withBudget(BudgetConfig.ofEvents(0.1)));
    }

    private static Manifest manifest(String name) {
        return new Manifest(
                name,
                "fraud-first-pass-1",
                INPUTS,
                Map.of(
                        "serving_default",
                        new SignatureSpec(
                                List.of(new TensorSpec("features", List.of(2))),
                                List.of(
                                        new TensorSpec("probability", List.of()),
                                        new TensorSpec("novelty", List.of())))),
                List.of(16, 256),
                new Manifest.Training(
                        Instant.parse("2018-07-25T00:00:00Z"),
                        Instant.parse("2018-08-01T00:00:00Z"),
                        67_240,
                        1,
                        Map.of("auc", 0.87)),
                Map.of());
    }
}
