// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import dev.sluice.inference.Device;
import dev.sluice.inference.Manifest;
import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelLoadException.Reason;
import dev.sluice.inference.djl.NativesProgress;
import dev.sluice.inference.djl.TensorFlowEngine;
import dev.sluice.stream.model.ModelStore;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Models that somebody tampered with, as they come to a job: none is loaded, each is named. */
class HostileModelsTest {

    @TempDir Path disk;
    private Path models;
    private Path model;
    private Path target;

    @BeforeEach
    void start() throws Exception {
        TensorFlowEngine.start(NativesProgress.NONE);
        models = disk.resolve("models");
        model = models.resolve("first-pass");
        target = disk.resolve("stolen");
    }

    @Test
    void anHonestModelIsLoadedAndJudges() throws Exception {
        HostileModels.write(model, HostileModels.Deed.NONE, target);

        try (ModelBackend backend = open(models)) {
            float[] answer =
                    backend.run("serving_default", 1, Map.of("features", new float[] {1, 2, 3}))
                            .get("probability");
            assertThat(answer[0]).isBetween(0f, 1f);
        }
    }

    @Test
    void aModelThatWritesAFileIsRefusedByOperationAndNode() throws Exception {
        HostileModels.write(model, HostileModels.Deed.WRITES_A_FILE, target);

        ModelLoadException refusal = refusal(models);

        assertThat(refusal.reason()).isEqualTo(Reason.GRAPH_REFUSED);
        assertThat(refusal)
                .hasMessageContaining("runs the operation WriteFile (node 'WriteFile')")
                .hasMessageContaining("may only compute numbers from numbers");
        assertThat(target).doesNotExist();
        // it would have: this is no harmless graph
        HostileModels.run(model);
        assertThat(target).exists();
    }

    @Test
    void aModelThatReadsAFileIsRefusedByOperationAndNode() throws Exception {
        Files.writeString(target, "secret");
        HostileModels.write(model, HostileModels.Deed.READS_A_FILE, target);

        ModelLoadException refusal = refusal(models);

        assertThat(refusal.reason()).isEqualTo(Reason.GRAPH_REFUSED);
        assertThat(refusal).hasMessageContaining("runs the operation ReadFile (node 'ReadFile')");
        assertThat(HostileModels.run(model)).isNotEmpty();
    }

    @Test
    void aTruncatedModelIsRefusedByTheHashOfItsFile() throws Exception {
        HostileModels.write(model, HostileModels.Deed.NONE, target);
        truncate(model.resolve("saved_model.pb"));

        ModelLoadException refusal = refusal(models);

        assertThat(refusal.reason()).isEqualTo(Reason.FILE_ALTERED);
        assertThat(refusal).hasMessageContaining("saved_model.pb has SHA-256");
    }

    @Test
    void aTruncatedModelWhoseManifestWasWrittenForItIsRefusedAsNoModel() throws Exception {
        HostileModels.write(model, HostileModels.Deed.NONE, target);
        truncate(model.resolve("saved_model.pb"));
        HostileModels.seal(model);

        ModelLoadException refusal = refusal(models);

        assertThat(refusal.reason()).isEqualTo(Reason.GRAPH_REFUSED);
        assertThat(refusal).hasMessageContaining("saved_model.pb is no SavedModel");
    }

    @Test
    void aSwappedVariableFileIsRefusedByItsHash() throws Exception {
        HostileModels.write(model, HostileModels.Deed.NONE, target);
        Path other = disk.resolve("other");
        HostileModels.write(other, HostileModels.Deed.NONE_WITH_OTHER_WEIGHTS, target);
        String weights = "variables/variables.data-00000-of-00001";
        assertThat(Files.readAllBytes(model.resolve(weights)))
                .isNotEqualTo(Files.readAllBytes(other.resolve(weights)));
        Files.copy(
                other.resolve(weights),
                model.resolve(weights),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        ModelLoadException refusal = refusal(models);

        assertThat(refusal.reason()).isEqualTo(Reason.FILE_ALTERED);
        assertThat(refusal).hasMessageContaining(weights + " has SHA-256");
    }

    @Test
    void variablesThatAreNoNumbersAreRefusedBeforeTheyJudge() throws Exception {
        HostileModels.write(
                model, HostileModels.Deed.NONE_WITH_WEIGHTS_THAT_ARE_NO_NUMBERS, target);

        ModelLoadException refusal = refusal(models);

        assertThat(refusal.reason()).isEqualTo(Reason.SELF_TEST_FAILED);
        assertThat(refusal).hasMessageContaining("'probability' of 'serving_default' as NaN");
    }

    @Test
    void anArchiveOfAnHonestModelIsLoadedAndOneThatLeavesItsFolderIsNot() throws Exception {
        HostileModels.write(model, HostileModels.Deed.NONE, target);
        Path honest = zip("honest.zip", "");
        Path hostile = zip("hostile.zip", "../stolen");

        try (ModelBackend backend = open(honest)) {
            assertThat(backend.manifest().name()).isEqualTo(ModelStore.FIRST_PASS);
        }
        ModelLoadException refusal = refusal(hostile);

        assertThat(refusal.reason()).isEqualTo(Reason.ARCHIVE_REFUSED);
        assertThat(refusal)
                .hasMessageContaining(
                        "hostile.zip holds '../stolen', which is outside of the folder");
        assertThat(target).doesNotExist();
    }

    private Path zip(String name, String more) throws Exception {
        Path archive = disk.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (Map.Entry<String, String> file : ModelStore.hashes(model).entrySet()) {
                put(zip, file.getKey());
            }
            put(zip, Manifest.FILE);
            if (!more.isEmpty()) {
                zip.putNextEntry(new ZipEntry(more));
                zip.write(1);
            }
        }
        return archive;
    }

    private void put(ZipOutputStream zip, String file) throws Exception {
        zip.putNextEntry(new ZipEntry(ModelStore.FIRST_PASS + "/" + file));
        zip.write(Files.readAllBytes(model.resolve(file)));
    }

    private static void truncate(Path file) throws Exception {
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    }

    private static ModelBackend open(Path place) throws ModelLoadException {
        return ModelStore.at(place.toString(), "djl-tensorflow")
                .open(
                        ModelStore.FIRST_PASS,
                        Device.Kind.CPU,
                        HostileModelsTest.class.getClassLoader());
    }

    private static ModelLoadException refusal(Path place) {
        ModelLoadException refusal =
                catchThrowableOfType(ModelLoadException.class, () -> open(place).close());
        assertThat(refusal).isNotNull();
        return refusal;
    }
}
