// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.decisioning.deep.DeepSignatures;
import dev.sluice.inference.InferenceException;
import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.SignatureSpec;
import dev.sluice.inference.TensorSpec;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Runs the models of a cascade over many rows: what calibration and evaluation look at.
 *
 * <p>Goes through the backend that serves the models, so training and serving cannot disagree. A
 * fixed number of passes and masks of its own: how the engine stops early is not its concern.
 */
public final class Scorer {

    /** Training metric of a manifest that holds the chance that a mask keeps a column. */
    public static final String KEEP_RATE = "keep-rate";

    private Scorer() {}

    /**
     * What the first pass says.
     *
     * @param probability raw probability of each row
     * @param novelty novelty of each row
     */
    public record FirstPassScores(double[] probability, double[] novelty) {}

    /**
     * Scores rows by the first pass.
     *
     * @throws InferenceException if the engine fails
     */
    public static FirstPassScores firstPass(ModelBackend model, TrainingData data) {
        double[] probability = new double[data.rows()];
        double[] novelty = new double[data.rows()];
        int width = data.inputs().features().size();
        int most = model.manifest().maxRows();
        for (int from = 0; from < data.rows(); from += most) {
            int rows = Math.min(most, data.rows() - from);
            Map<String, float[]> outputs =
                    model.run(
                            FirstPassModel.SIGNATURE,
                            rows,
                            Map.of(
                                    FirstPassModel.FEATURES,
                                    rows(data.features(), from, rows, width)));
            copy(outputs.get(FirstPassModel.PROBABILITY), probability, from, rows);
            copy(outputs.get(FirstPassModel.NOVELTY), novelty, from, rows);
        }
        return new FirstPassScores(probability, novelty);
    }

    /**
     * Scores rows by the deep model.
     *
     * @param passes stochastic passes over each row
     * @param seed seed of their masks
     * @return the mean raw probability of the passes over each row
     * @throws InferenceException if the engine fails
     */
    public static double[] deep(ModelBackend model, TrainingData data, int passes, long seed) {
        double[] mean = new double[data.rows()];
        SignatureSpec encode = model.manifest().signature(DeepSignatures.ENCODE);
        int width = model.manifest().signature(DeepSignatures.PASS).input(DeepSignatures.MASK).width();
        double keep = model.manifest().training().metrics().getOrDefault(KEEP_RATE, 1.0);
        int most = model.manifest().maxRows();
        float[] masks = new float[most * width];
        SplittableRandom random = new SplittableRandom(seed);
        for (int from = 0; from < data.rows(); from += most) {
            int rows = Math.min(most, data.rows() - from);
            float[] state =
                    model.run(DeepSignatures.ENCODE, rows, inputs(encode, data, from, rows))
                            .get(DeepSignatures.STATE);
            for (int pass = 0; pass < passes; pass++) {
                new NetworkTrainer.Noise(width, keep).fill(masks, random);
                float[] probability =
                        model.run(
                                        DeepSignatures.PASS,
                                        rows,
                                        Map.of(DeepSignatures.STATE, state, DeepSignatures.MASK, masks))
                                .get(DeepSignatures.PROBABILITY);
                for (int i = 0; i < rows; i++) {
                    mean[from + i] += probability[i] / passes;
                }
            }
        }
        return mean;
    }

    private static Map<String, float[]> inputs(
            SignatureSpec encode, TrainingData data, int from, int rows) {
        Map<String, float[]> inputs = new HashMap<>();
        for (TensorSpec tensor : encode.inputs()) {
            float[] source =
                    tensor.name().equals(DeepSignatures.CONTEXT) ? data.contexts() : data.features();
            inputs.put(tensor.name(), rows(source, from, rows, tensor.width()));
        }
        return inputs;
    }

    private static float[] rows(float[] values, int from, int rows, int width) {
        return Arrays.copyOfRange(values, from * width, (from + rows) * width);
    }

    private static void copy(float[] values, double[] into, int from, int rows) {
        for (int i = 0; i < rows; i++) {
            into[from + i] = values[i];
        }
    }
}
