// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import dev.sluice.inference.Device;
import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelLoadException.Reason;
import dev.sluice.inference.ModelSpec;
import dev.sluice.inference.SignatureSpec;
import dev.sluice.inference.TensorSpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

class RefusalTest {

    @TempDir Path directory;

    private final DjlModelBackendFactory factory = new DjlModelBackendFactory();

    @Test
    void refusesAModelThatMixesNeighbours() throws Exception {
        ModelSpec spec = TinyModels.write(directory, TinyModels.Fault.MIXES_NEIGHBOURS);

        assertRefused(spec, Reason.SELF_TEST_FAILED, "score", "batch of");
    }

    @Test
    void refusesAModelThatGivesNoNumber() throws Exception {
        ModelSpec spec = TinyModels.write(directory, TinyModels.Fault.NOT_A_NUMBER);

        assertRefused(spec, Reason.SELF_TEST_FAILED, "score", "NaN");
    }

    @Test
    void takesAModelWhoseProbabilityDependsOnTheEvent() throws Exception {
        ModelSpec spec = TinyModels.writeProbability(directory, TinyModels.Answer.SIGMOID);

        try (ModelBackend backend = factory.open(spec)) {
            assertThat(backend.manifest()).isEqualTo(spec.manifest());
        }
    }

    @Test
    void refusesAModelThatAlwaysSaysTheSame() throws Exception {
        ModelSpec spec = TinyModels.writeProbability(directory, TinyModels.Answer.ALWAYS_THE_SAME);

        assertRefused(
                spec,
                Reason.SELF_TEST_FAILED,
                "'probability' of 'serving_default' as 0.5 for each of 64 different events",
                "depends on the event");
    }

    @Test
    void refusesAProbabilityThatIsNone() throws Exception {
        ModelSpec spec = TinyModels.writeProbability(directory, TinyModels.Answer.ABOVE_ONE);

        assertRefused(spec, Reason.SELF_TEST_FAILED, "probability", "expected 0 to 1");
    }

    @Test
    void refusesAModelThatGivesNoNumberForALargeEvent() throws Exception {
        ModelSpec spec =
                TinyModels.writeProbability(
                        directory, TinyModels.Answer.NO_NUMBER_FOR_LARGE_EVENTS);

        assertRefused(spec, Reason.SELF_TEST_FAILED, "as NaN for an event", "a finite number");
    }

    @Test
    void refusesAGraphWithoutASignatureOfTheManifest() throws Exception {
        ModelSpec spec = TinyModels.write(directory, TinyModels.Fault.NONE);
        SignatureSpec score = TinyModels.signatures().get(TinyModels.SCORE);

        assertRefused(
                with(spec, Map.of("encode", score)),
                Reason.SIGNATURE_MISMATCH,
                "[scale, serving_default]",
                "encode");
    }

    @Test
    void refusesAnotherShapeThanTheManifestsNamingBoth() throws Exception {
        ModelSpec spec = TinyModels.write(directory, TinyModels.Fault.NONE);
        SignatureSpec wider =
                new SignatureSpec(
                        List.of(new TensorSpec("features", List.of(4))),
                        List.of(new TensorSpec("score", List.of())));

        assertRefused(
                with(spec, Map.of(TinyModels.SCORE, wider)),
                Reason.SIGNATURE_MISMATCH,
                "{features=float[N, 3]}",
                "{features=float[N, 4]}");
    }

    @Test
    void refusesAnotherNameThanTheManifests() throws Exception {
        ModelSpec spec = TinyModels.write(directory, TinyModels.Fault.NONE);
        SignatureSpec renamed =
                new SignatureSpec(
                        List.of(new TensorSpec("features", List.of(3))),
                        List.of(new TensorSpec("probability", List.of())));

        assertRefused(
                with(spec, Map.of(TinyModels.SCORE, renamed)),
                Reason.SIGNATURE_MISMATCH,
                "score",
                "probability");
    }

    @Test
    void refusesAFolderWithoutAGraph() {
        ModelSpec spec =
                new ModelSpec(
                        directory, TinyModels.manifest(TinyModels.signatures()), Device.Kind.CPU);

        assertRefused(spec, Reason.FILE_MISSING, "saved_model.pb", "tiny-1");
    }

    @Test
    void refusesAGraphThatCannotBeRead() throws Exception {
        Files.writeString(directory.resolve("saved_model.pb"), "no graph");
        ModelSpec spec =
                new ModelSpec(
                        directory, TinyModels.manifest(TinyModels.signatures()), Device.Kind.CPU);

        assertRefused(spec, Reason.GRAPH_REFUSED, directory.toString(), "is no SavedModel");
    }

    @Test
    void refusesAGpuThatIsNotThere() {
        EngineReport engine =
                new EngineReport(
                        "2.16.1", Path.of("/n"), "tensorflow-x", List.of("cpu"), false, 1, 1);

        ModelLoadException refusal =
                catchThrowableOfType(
                        ModelLoadException.class,
                        () -> DjlModelBackendFactory.requireDevice(Device.Kind.GPU, engine));

        assertThat(refusal.reason()).isEqualTo(Reason.DEVICE_UNAVAILABLE);
        assertThat(refusal).hasMessageContaining("[cpu]").hasMessageContaining("tensorflow-x");
    }

    @Test
    void neverPutsAModelOnTheProcessorThatWasAskedForOnAGpu() throws Exception {
        assumeThat(TensorFlowEngine.start(NativesProgress.NONE).gpu())
                .as("this machine has a GPU")
                .isFalse();
        ModelSpec spec = TinyModels.write(directory, TinyModels.Fault.NONE);

        assertRefused(
                new ModelSpec(spec.directory(), spec.manifest(), Device.Kind.GPU),
                Reason.DEVICE_UNAVAILABLE,
                "'gpu'",
                "[cpu]");
    }

    @Test
    void aRefusedModelCanBeOpenedOnceItIsMended() throws Exception {
        ModelSpec broken = TinyModels.write(directory, TinyModels.Fault.NOT_A_NUMBER);
        assertThatThrownBy(() -> factory.open(broken)).isInstanceOf(ModelLoadException.class);
        ModelSpec mended = TinyModels.write(directory, TinyModels.Fault.NONE);

        try (ModelBackend backend = factory.open(mended)) {
            assertThat(backend.manifest()).isEqualTo(mended.manifest());
        }
    }

    private void assertRefused(ModelSpec spec, Reason reason, String... parts) {
        ModelLoadException refusal =
                catchThrowableOfType(ModelLoadException.class, () -> factory.open(spec));

        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).as(refusal.getMessage()).isEqualTo(reason);
        assertThat(refusal.getMessage()).contains(parts);
    }

    private static ModelSpec with(ModelSpec spec, Map<String, SignatureSpec> signatures) {
        return new ModelSpec(spec.directory(), TinyModels.manifest(signatures), spec.device());
    }
}
