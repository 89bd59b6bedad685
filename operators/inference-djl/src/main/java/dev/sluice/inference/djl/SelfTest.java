// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelLoadException.Reason;
import dev.sluice.inference.ModelSpec;
import dev.sluice.inference.SignatureSpec;
import dev.sluice.inference.TensorSpec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Tries a model on rows before it judges any: a row's result has to be finite and the same to the
 * bit at every padded size, at every place, beside any neighbours, and such as {@link AnswerTest}
 * expects.
 *
 * <p>Matrix kernels choose their order of summation by the size of the batch; a model that breaks
 * the promise would give an event another answer on a replay.
 */
final class SelfTest {

    /** Rows that are followed through all batches; the smallest padded size holds them. */
    private static final int PROBES = 16;

    private static final long SEED = 0x5107CEL;

    private SelfTest() {}

    /**
     * Refuses a model that breaks the promise.
     *
     * @throws ModelLoadException naming signature, output, batch size and both results
     */
    static void check(ModelSpec spec, LoadedModel model) throws ModelLoadException {
        for (Map.Entry<String, SignatureSpec> entry : spec.manifest().signatures().entrySet()) {
            String name = entry.getKey();
            try (SignatureCall call = new SignatureCall(name, entry.getValue(), model.bundle())) {
                check(spec, name, entry.getValue(), call);
            }
        }
        AnswerTest.check(spec, model);
    }

    private static void check(
            ModelSpec spec, String name, SignatureSpec signature, SignatureCall call)
            throws ModelLoadException {
        Map<String, float[]> probes = random(signature, PROBES, SEED);
        Map<String, float[]> expected = null;
        List<Integer> sizes = spec.manifest().paddedSizes();
        for (int size : sizes) {
            int room = size - PROBES;
            // At the front, at the back, at an odd place, and at the front beside others.
            int[] offsets = {0, room, Math.min(room, room / 2 | 1), 0};
            for (int turn = 0; turn < offsets.length; turn++) {
                Map<String, float[]> batch = random(signature, size, SEED + 31L * size + turn);
                place(probes, batch, signature, offsets[turn]);
                Map<String, float[]> found = call.run(size, size, batch);
                if (expected == null) {
                    expected = found;
                }
                compare(spec, name, signature, size, offsets[turn], expected, found);
            }
        }
    }

    private static void compare(
            ModelSpec spec,
            String name,
            SignatureSpec signature,
            int size,
            int offset,
            Map<String, float[]> expected,
            Map<String, float[]> found)
            throws ModelLoadException {
        for (TensorSpec output : signature.outputs()) {
            int width = output.width();
            float[] left = expected.get(output.name());
            float[] right = found.get(output.name());
            for (int i = 0; i < PROBES * width; i++) {
                float a = left[i];
                float b = right[offset * width + i];
                if (!Float.isFinite(b)
                        || Float.floatToRawIntBits(a) != Float.floatToRawIntBits(b)) {
                    throw new ModelLoadException(
                            Reason.SELF_TEST_FAILED,
                            "Model "
                                    + spec.manifest().version()
                                    + " gives '"
                                    + output.name()
                                    + "' of '"
                                    + name
                                    + "' as "
                                    + b
                                    + " in a batch of "
                                    + size
                                    + " from row "
                                    + offset
                                    + " on, and "
                                    + a
                                    + " in a batch of "
                                    + spec.manifest().paddedSizes().get(0)
                                    + "; expected finite and equal results. Train again, or list"
                                    + " other padded sizes than "
                                    + spec.manifest().paddedSizes()
                                    + " in its manifest.");
                }
            }
        }
    }

    private static Map<String, float[]> random(SignatureSpec signature, int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, float[]> inputs = new HashMap<>();
        for (TensorSpec tensor : signature.inputs()) {
            float[] values = new float[rows * tensor.width()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble();
            }
            inputs.put(tensor.name(), values);
        }
        return inputs;
    }

    private static void place(
            Map<String, float[]> probes,
            Map<String, float[]> batch,
            SignatureSpec signature,
            int offset) {
        for (TensorSpec tensor : signature.inputs()) {
            float[] from = probes.get(tensor.name());
            System.arraycopy(
                    from, 0, batch.get(tensor.name()), offset * tensor.width(), from.length);
        }
    }
}
