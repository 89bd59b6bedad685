// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import dev.sluice.inference.Device;
import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.ModelBackendFactory;
import dev.sluice.inference.ModelSpec;
import dev.sluice.testing.ModelBackendContractTest;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class DjlModelBackendTest extends ModelBackendContractTest {

    @TempDir static Path directory;

    private static ModelSpec spec;

    @BeforeAll
    static void write() throws Exception {
        spec = TinyModels.write(directory, TinyModels.Fault.NONE);
    }

    @Override
    protected ModelBackend open() throws Exception {
        return ModelBackendFactory.find(
                        DjlModelBackendFactory.IDENTIFIER, getClass().getClassLoader())
                .open(spec);
    }

    @Test
    void computesWhatTheGraphSays() throws Exception {
        try (ModelBackend backend = open()) {
            float[] features = {1, 2, 3, -4, 5, 6};

            float[] score =
                    backend.run(TinyModels.SCORE, 2, Map.of("features", features)).get("score");
            Map<String, float[]> scaled =
                    backend.run(
                            TinyModels.SCALE,
                            2,
                            Map.of("features", features, "factor", new float[] {2, 10}));

            assertThat(score[0]).isCloseTo(TinyModels.score(1, 2, 3), within(1e-5f));
            assertThat(score[1]).isCloseTo(TinyModels.score(-4, 5, 6), within(1e-5f));
            assertThat(scaled.get("scaled")).startsWith(2, 4, 6, -40, 50, 60);
            assertThat(scaled.get("factor_out")).startsWith(2, 10);
        }
    }

    @Test
    void aClosedHandleLeavesOthersOfItsModelOpen() throws Exception {
        Map<String, float[]> inputs = Map.of("features", new float[] {1, 2, 3});
        try (ModelBackend kept = open()) {
            ModelBackend closed = open();
            closed.close();
            closed.close();

            assertThat(kept.run(TinyModels.SCORE, 1, inputs)).containsKey("score");
            assertThatThrownBy(() -> closed.run(TinyModels.SCORE, 1, inputs))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("tiny-1");
        }
    }

    @Test
    void namesDeviceAndNatives() throws Exception {
        try (ModelBackend backend = open()) {
            assertThat(backend.device().kind()).isEqualTo(Device.Kind.CPU);
            assertThat(backend.device().natives()).startsWith("tensorflow-2.16.1-");
        }
    }

    @Test
    void opensFromAThreadWithAnotherContextClassLoader() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            Future<String> label =
                    pool.submit(
                            () -> {
                                Thread.currentThread().setContextClassLoader(null);
                                try (ModelBackend backend = open()) {
                                    return backend.device().label();
                                }
                            });
            assertThat(label.get()).isEqualTo("cpu");
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void answersEquallyFromManyThreadsAtOnce() throws Exception {
        int threads = 4;
        float[] features = new float[64 * 3];
        for (int i = 0; i < features.length; i++) {
            features[i] = i * 0.37f - 20;
        }
        float[] expected;
        try (ModelBackend backend = open()) {
            expected = backend.run(TinyModels.SCORE, 64, Map.of("features", features)).get("score");
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            Callable<Boolean> task =
                    () -> {
                        boolean same = true;
                        try (ModelBackend backend = open()) {
                            for (int i = 0; i < 500; i++) {
                                same &=
                                        Arrays.equals(
                                                expected,
                                                backend.run(
                                                                TinyModels.SCORE,
                                                                64,
                                                                Map.of("features", features))
                                                        .get("score"));
                            }
                        }
                        return same;
                    };
            List<Future<Boolean>> results = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                results.add(pool.submit(task));
            }
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
