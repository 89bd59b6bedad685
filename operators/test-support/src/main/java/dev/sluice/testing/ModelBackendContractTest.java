// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.testing;

import dev.sluice.inference.Manifest;
import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.SignatureSpec;
import dev.sluice.inference.TensorSpec;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What every {@link ModelBackend} has to keep; extended by the tests of each. */
public abstract class ModelBackendContractTest {

    private static final long SEED = 20180401;

    /** Opens the model under test anew. */
    protected abstract ModelBackend open() throws Exception;

    /** A value of an input; to be overridden where a model wants a certain range. */
    protected float value(String input, SplittableRandom random) {
        return random.nextFloat();
    }

    @Test
    void saysWhatItIsAndWhereItRuns() throws Exception {
        try (ModelBackend model = open()) {
            assertThat(model.manifest().signatures()).isNotEmpty();
            assertThat(model.device().natives()).isNotBlank();
        }
    }

    @Test
    void answersEveryOutputOfEverySignatureAtAnyNumberOfRows() throws Exception {
        try (ModelBackend model = open()) {
            Manifest manifest = model.manifest();
            for (Map.Entry<String, SignatureSpec> signature : manifest.signatures().entrySet()) {
                for (int rows : new int[] {1, 2, 15, 16, manifest.maxRows()}) {
                    Map<String, float[]> outputs =
                            model.run(signature.getKey(), rows, inputs(signature.getValue(), rows));
                    for (TensorSpec output : signature.getValue().outputs()) {
                        assertThat(outputs).containsKey(output.name());
                        assertThat(outputs.get(output.name()).length)
                                .as("%s of %s, %d rows", output, signature.getKey(), rows)
                                .isGreaterThanOrEqualTo(rows * output.width());
                    }
                }
            }
        }
    }

    @Test
    void answersARowEquallyInAnyPlaceAndCompanyToTheBit() throws Exception {
        try (ModelBackend model = open()) {
            int most = model.manifest().maxRows();
            for (Map.Entry<String, SignatureSpec> signature :
                    model.manifest().signatures().entrySet()) {
                SignatureSpec spec = signature.getValue();
                Map<String, float[]> all = inputs(spec, most);
                Map<String, float[]> together = model.run(signature.getKey(), most, all);
                SplittableRandom random = new SplittableRandom(SEED);
                for (int i = 0; i < 20; i++) {
                    int from = random.nextInt(most);
                    int rows = 1 + random.nextInt(most - from);
                    Map<String, float[]> part =
                            model.run(signature.getKey(), rows, rows(spec, all, from, rows));
                    for (TensorSpec output : spec.outputs()) {
                        assertThat(row(part, output, 0, rows))
                                .as(
                                        "seed %d, %s of %s, rows %d to %d of %d",
                                        SEED,
                                        output.name(),
                                        signature.getKey(),
                                        from,
                                        from + rows,
                                        most)
                                .isEqualTo(row(together, output, from, rows));
                    }
                }
            }
        }
    }

    @Test
    void leavesOutputsToTheCallerAndInputsAlone() throws Exception {
        try (ModelBackend model = open()) {
            for (Map.Entry<String, SignatureSpec> signature :
                    model.manifest().signatures().entrySet()) {
                SignatureSpec spec = signature.getValue();
                Map<String, float[]> inputs = inputs(spec, 16);
                Map<String, float[]> before = copy(inputs);
                Map<String, float[]> first = model.run(signature.getKey(), 16, inputs);
                Map<String, float[]> kept = copy(first);
                for (float[] input : inputs.values()) {
                    for (int i = 0; i < input.length / 2; i++) {
                        float swapped = input[i];
                        input[i] = input[input.length - 1 - i];
                        input[input.length - 1 - i] = swapped;
                    }
                }
                assertThat(first)
                        .as("outputs do not share the input arrays")
                        .usingRecursiveComparison()
                        .isEqualTo(kept);
                model.run(signature.getKey(), 16, inputs);
                assertThat(first).usingRecursiveComparison().isEqualTo(kept);
                Map<String, float[]> again = copy(before);
                model.run(signature.getKey(), 16, again);
                assertThat(again).usingRecursiveComparison().isEqualTo(before);
            }
        }
    }

    @Test
    void ignoresWhatStandsBehindTheRowsThatCount() throws Exception {
        try (ModelBackend model = open()) {
            for (Map.Entry<String, SignatureSpec> signature :
                    model.manifest().signatures().entrySet()) {
                SignatureSpec spec = signature.getValue();
                Map<String, float[]> longer = inputs(spec, 16);
                for (TensorSpec input : spec.inputs()) {
                    float[] values = longer.get(input.name());
                    Arrays.fill(values, 3 * input.width(), values.length, Float.NaN);
                }
                Map<String, float[]> expected =
                        model.run(signature.getKey(), 3, rows(spec, longer, 0, 3));
                Map<String, float[]> found = model.run(signature.getKey(), 3, longer);
                for (TensorSpec output : spec.outputs()) {
                    assertThat(row(found, output, 0, 3)).isEqualTo(row(expected, output, 0, 3));
                }
            }
        }
    }

    @Test
    void refusesWhatDoesNotFitTheManifest() throws Exception {
        try (ModelBackend model = open()) {
            Map.Entry<String, SignatureSpec> signature =
                    model.manifest().signatures().entrySet().iterator().next();
            String name = signature.getKey();
            SignatureSpec spec = signature.getValue();
            int tooMany = model.manifest().maxRows() + 1;
            String input = spec.inputs().get(0).name();

            assertThatThrownBy(() -> model.run("no-such-signature", 1, inputs(spec, 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no-such-signature");
            assertThatThrownBy(() -> model.run(name, 0, inputs(spec, 1)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> model.run(name, tooMany, inputs(spec, tooMany)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(Integer.toString(tooMany));
            Map<String, float[]> missing = new HashMap<>(inputs(spec, 1));
            missing.remove(input);
            assertThatThrownBy(() -> model.run(name, 1, missing))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(input);
            assertThatThrownBy(() -> model.run(name, 2, inputs(spec, 1)))
                    .isInstanceOf(IllegalArgumentException.class);

            assertThat(model.run(name, 1, inputs(spec, 1)))
                    .as("usable after a refusal")
                    .isNotEmpty();
        }
    }

    @Test
    void closesTwice() throws Exception {
        ModelBackend model = open();
        model.close();
        model.close();
    }

    @Test
    void runsOnAnotherThreadThanItWasOpenedOn() throws Exception {
        try (ModelBackend model = open()) {
            Map.Entry<String, SignatureSpec> signature =
                    model.manifest().signatures().entrySet().iterator().next();
            Map<String, float[]> inputs = inputs(signature.getValue(), 5);
            Map<String, float[]> here = model.run(signature.getKey(), 5, inputs);
            Map<String, float[]> there = new HashMap<>();
            Thread worker =
                    new Thread(() -> there.putAll(model.run(signature.getKey(), 5, inputs)));
            worker.start();
            worker.join();
            for (TensorSpec output : signature.getValue().outputs()) {
                assertThat(row(there, output, 0, 5)).isEqualTo(row(here, output, 0, 5));
            }
        }
    }

    private Map<String, float[]> inputs(SignatureSpec signature, int rows) {
        SplittableRandom random = new SplittableRandom(SEED);
        Map<String, float[]> inputs = new HashMap<>();
        for (TensorSpec input : signature.inputs()) {
            float[] values = new float[rows * input.width()];
            for (int i = 0; i < values.length; i++) {
                values[i] = value(input.name(), random);
            }
            inputs.put(input.name(), values);
        }
        return inputs;
    }

    private static Map<String, float[]> rows(
            SignatureSpec signature, Map<String, float[]> inputs, int from, int rows) {
        Map<String, float[]> part = new HashMap<>();
        for (TensorSpec input : signature.inputs()) {
            part.put(input.name(), row(inputs, input, from, rows));
        }
        return part;
    }

    private static float[] row(Map<String, float[]> arrays, TensorSpec tensor, int from, int rows) {
        return Arrays.copyOfRange(
                arrays.get(tensor.name()), from * tensor.width(), (from + rows) * tensor.width());
    }

    private static Map<String, float[]> copy(Map<String, float[]> arrays) {
        Map<String, float[]> copy = new HashMap<>();
        arrays.forEach((name, values) -> copy.put(name, values.clone()));
        return copy;
    }
}
