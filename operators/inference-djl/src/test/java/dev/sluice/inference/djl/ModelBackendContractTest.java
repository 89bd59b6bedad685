// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.SignatureSpec;
import dev.sluice.inference.TensorSpec;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What every backend promises; a backend's test extends this and opens a model. */
abstract class ModelBackendContractTest {

    private static final long SEED = 20260731;

    private ModelBackend backend;

    /** Opens the same model each time. */
    abstract ModelBackend open() throws Exception;

    @BeforeEach
    final void openBackend() throws Exception {
        backend = open();
    }

    @AfterEach
    final void closeBackend() {
        backend.close();
    }

    @Test
    final void answersEveryNumberOfRowsInOrder() {
        int most = backend.manifest().maxRows();
        for (String signature : backend.manifest().signatures().keySet()) {
            SignatureSpec spec = backend.manifest().signature(signature);
            Map<String, float[]> all = random(spec, most);
            Map<String, float[]> expected = backend.run(signature, most, all);
            for (int rows : new int[] {1, 2, 7, 15, 16, 17, most - 1, most}) {
                Map<String, float[]> found = backend.run(signature, rows, all);
                for (TensorSpec output : spec.outputs()) {
                    int length = rows * output.width();
                    assertThat(Arrays.copyOf(found.get(output.name()), length))
                            .as("%s of %s, %d rows, seed %d", output, signature, rows, SEED)
                            .isEqualTo(Arrays.copyOf(expected.get(output.name()), length));
                }
            }
        }
    }

    @Test
    final void answersARowAloneAsBesideNeighbours() {
        int most = backend.manifest().maxRows();
        for (String signature : backend.manifest().signatures().keySet()) {
            SignatureSpec spec = backend.manifest().signature(signature);
            Map<String, float[]> all = random(spec, most);
            Map<String, float[]> expected = backend.run(signature, most, all);
            for (int row = 0; row < most; row += 5) {
                Map<String, float[]> alone = new HashMap<>();
                for (TensorSpec input : spec.inputs()) {
                    alone.put(input.name(), row(all.get(input.name()), row, input.width()));
                }
                Map<String, float[]> found = backend.run(signature, 1, alone);
                for (TensorSpec output : spec.outputs()) {
                    assertThat(Arrays.copyOf(found.get(output.name()), output.width()))
                            .as("%s of %s, row %d, seed %d", output, signature, row, SEED)
                            .isEqualTo(row(expected.get(output.name()), row, output.width()));
                }
            }
        }
    }

    @Test
    final void givesArraysThatTheNextCallLeavesAlone() {
        String signature = backend.manifest().signatures().keySet().iterator().next();
        SignatureSpec spec = backend.manifest().signature(signature);
        String output = spec.outputs().get(0).name();
        Map<String, float[]> inputs = random(spec, 16);
        float[] first = backend.run(signature, 16, inputs).get(output);
        float[] copy = first.clone();

        inputs.values().forEach(values -> Arrays.fill(values, 3));
        backend.run(signature, 16, inputs);

        assertThat(first).isEqualTo(copy);
    }

    @Test
    final void refusesWhatDoesNotFitTheManifestAndGoesOn() {
        String signature = backend.manifest().signatures().keySet().iterator().next();
        SignatureSpec spec = backend.manifest().signature(signature);
        Map<String, float[]> inputs = random(spec, 16);
        String input = spec.inputs().get(0).name();
        Map<String, float[]> shorter = new HashMap<>(inputs);
        shorter.put(input, new float[spec.inputs().get(0).width() * 16 - 1]);
        Map<String, float[]> unknown = new HashMap<>(inputs);
        unknown.put("nonsense", unknown.remove(input));

        assertThatThrownBy(() -> backend.run("nonsense", 16, inputs))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nonsense")
                .hasMessageContaining(signature);
        assertThatThrownBy(() -> backend.run(signature, 0, inputs))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> backend.run(signature, backend.manifest().maxRows() + 1, inputs))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> backend.run(signature, 16, shorter))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(input);
        assertThatThrownBy(() -> backend.run(signature, 16, unknown))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(input);
        assertThat(backend.run(signature, 16, inputs)).isNotEmpty();
    }

    @Test
    final void mayBeClosedTwiceAndLeavesOthersOfItsModelOpen() throws Exception {
        String signature = backend.manifest().signatures().keySet().iterator().next();
        Map<String, float[]> inputs = random(backend.manifest().signature(signature), 16);
        ModelBackend other = open();
        other.close();
        other.close();

        assertThat(backend.run(signature, 16, inputs)).isNotEmpty();
        assertThatThrownBy(() -> other.run(signature, 16, inputs))
                .isInstanceOf(IllegalStateException.class);
    }

    private static float[] row(float[] values, int row, int width) {
        return Arrays.copyOfRange(values, row * width, (row + 1) * width);
    }

    private static Map<String, float[]> random(SignatureSpec spec, int rows) {
        SplittableRandom random = new SplittableRandom(SEED);
        Map<String, float[]> inputs = new HashMap<>();
        for (TensorSpec input : spec.inputs()) {
            float[] values = new float[rows * input.width()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextDouble() * 4 - 2);
            }
            inputs.put(input.name(), values);
        }
        return inputs;
    }
}
