// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import dev.sluice.inference.Device;
import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.ModelSpec;
import dev.sluice.testing.ModelBackendContractTest;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The contract of a backend on a GPU: above all, a row's bits do not depend on the padded size, its
 * place and its neighbours.
 */
@Tag("gpu")
class GpuModelTest extends ModelBackendContractTest {

    /** How far a probability on a GPU may be from that on the processor. */
    private static final float TOLERANCE = 1e-4f;

    private static final long SEED = 20240501;

    @TempDir static Path directory;

    private static ModelSpec onGpu;
    private static ModelSpec onCpu;

    @BeforeAll
    static void write() throws Exception {
        onGpu = TinyModels.writeNetwork(directory, Device.Kind.GPU);
        onCpu = new ModelSpec(onGpu.directory(), onGpu.manifest(), Device.Kind.CPU);
    }

    @BeforeEach
    void needAGpu() throws Exception {
        EngineReport engine = TensorFlowEngine.start(NativesProgress.NONE);
        assumeThat(engine.gpu())
                .as(
                        "TensorFlow sees no CUDA device, only %s (natives '%s' in %s); this needs a"
                                + " GPU, its driver and the natives of -Pgpu",
                        engine.devices(), engine.build(), engine.natives())
                .isTrue();
    }

    @Override
    protected ModelBackend open() throws Exception {
        return new DjlModelBackendFactory().open(onGpu);
    }

    @Test
    void saysThatItRunsOnAGpu() throws Exception {
        try (ModelBackend model = open()) {
            assertThat(model.device().kind()).isEqualTo(Device.Kind.GPU);
        }
    }

    @Test
    void agreesWithTheProcessor() throws Exception {
        int rows = onGpu.manifest().maxRows();
        SplittableRandom random = new SplittableRandom(SEED);
        float[] features = new float[rows * 3];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) (4 * random.nextDouble() - 2);
        }
        Map<String, float[]> inputs = Map.of("features", features);
        try (ModelBackend gpu = open();
                ModelBackend cpu = new DjlModelBackendFactory().open(onCpu)) {
            float[] expected = cpu.run(TinyModels.SCORE, rows, inputs).get("score");
            float[] found = gpu.run(TinyModels.SCORE, rows, inputs).get("score");
            for (int i = 0; i < rows; i++) {
                assertThat(Math.abs(found[i] - expected[i]))
                        .as("seed %d, row %d: %s and %s", SEED, i, found[i], expected[i])
                        .isLessThanOrEqualTo(TOLERANCE);
            }
        }
    }

    @Test
    void answersEquallyWhenItIsOpenedAgain() throws Exception {
        Map<String, float[]> inputs = Map.of("features", new float[] {0.1f, -0.7f, 1.3f});
        float first;
        try (ModelBackend model = open()) {
            first = model.run(TinyModels.SCORE, 1, inputs).get("score")[0];
        }
        try (ModelBackend model = open()) {
            assertThat(model.run(TinyModels.SCORE, 1, inputs).get("score")[0]).isEqualTo(first);
        }
    }
}
