// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.decisioning.deep.DeepSignatures;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rows that heads are trained on, as matrices by name.
 *
 * <p>{@value #STATE} {@code [rows, D]}, {@value #FEATURES} {@code [rows, F]}, labels {@code [rows,
 * 1]}; {@code context} {@code [rows, T * C]} where it has several windows; and for K explanations
 * {@value #CAUSE} {@code [rows, K]}, 1 for the one that is true, and {@value #KNOWN} {@code [rows,
 * K]}, 1 where the truth about an explanation is known: of a bad row of unknown cause it is only
 * known that the good explanation is false.
 */
final class HeadRows {

    static final String STATE = "state";
    static final String FEATURES = "features";
    static final String CAUSE = "cause";
    static final String KNOWN = "known";

    private HeadRows() {}

    /**
     * Rows and their states.
     *
     * @param states row-major {@code [rows * D]}
     */
    static NetworkTrainer.Matrices of(TrainingData data, float[] states) {
        Map<String, float[]> matrices = new LinkedHashMap<>();
        matrices.put(STATE, states);
        matrices.put(FEATURES, data.features());
        matrices.put(Labels.NAME, Labels.of(data));
        if (data.inputs().contextWindows() > 1) {
            matrices.put(DeepSignatures.CONTEXT, data.contexts());
        }
        matrices.putAll(causes(data));
        return new NetworkTrainer.Matrices(data.rows(), matrices);
    }

    /** {@value #CAUSE} and {@value #KNOWN} of rows; nothing without explanations. */
    static Map<String, float[]> causes(TrainingData data) {
        int k = data.inputs().explanations().size();
        Map<String, float[]> matrices = new LinkedHashMap<>();
        if (k == 0) {
            return matrices;
        }
        float[] cause = new float[data.rows() * k];
        float[] known = new float[data.rows() * k];
        for (int row = 0; row < data.rows(); row++) {
            boolean unknown = data.causes()[row] == TrainingData.UNKNOWN_CAUSE;
            for (int i = 0; i < k; i++) {
                cause[row * k + i] = data.causes()[row] == i ? 1 : 0;
                known[row * k + i] = unknown && i > 0 ? 0 : 1;
            }
        }
        matrices.put(CAUSE, cause);
        matrices.put(KNOWN, known);
        return matrices;
    }

    /** Log-odds of each explanation among the rows that it is known of, kept off 0 and 1. */
    static float[] priors(TrainingData data) {
        float[] priors = new float[data.inputs().explanations().size()];
        for (int i = 0; i < priors.length; i++) {
            int known = 0;
            int yes = 0;
            for (byte cause : data.causes()) {
                known += i == 0 || cause != TrainingData.UNKNOWN_CAUSE ? 1 : 0;
                yes += cause == i ? 1 : 0;
            }
            priors[i] = (float) Math.log((yes + 1.0) / (known - yes + 1.0));
        }
        return priors;
    }
}
