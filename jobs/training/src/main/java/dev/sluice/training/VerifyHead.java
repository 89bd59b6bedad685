// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.decisioning.deep.DeepSignatures;
import dev.sluice.decisioning.deep.StrategyKind;
import dev.sluice.inference.SignatureSpec;
import dev.sluice.inference.TensorSpec;
import dev.sluice.inference.djl.SavedModelWriter;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TFloat32;

import java.util.List;
import java.util.Map;

/**
 * A verifier: how well one candidate explanation fits a part of the state.
 *
 * <p>The masked state and the candidate go through one small layer, which each candidate reads in
 * its own way. Trained one against the rest: the explanation that is true is 1, the others are 0;
 * what is not known of a row has no weight. The masks of training are those of the passes, so
 * repeated scores differ as much as the passes do.
 */
final class VerifyHead implements Head {

    private static final int HIDDEN = 32;

    private final Readout readout;
    private final float[] priors;

    /**
     * A head.
     *
     * @param readout heads of the passes, which tell the verifier what they make of the state
     * @param priors log-odds of each explanation
     */
    VerifyHead(Readout readout, float[] priors) {
        this.readout = readout;
        this.priors = priors;
    }

    @Override
    public String name() {
        return DeepSignatures.VERIFY;
    }

    @Override
    public StrategyKind strategy() {
        return StrategyKind.BEST_OF_N;
    }

    @Override
    public NetworkTrainer.Noise noise() {
        return new NetworkTrainer.Noise(readout.width(), DeepNetwork.KEEP);
    }

    /** Chosen on the handbook's validation weeks, as were the sizes. */
    @Override
    public Descent descent() {
        return new Descent(16, 400, 2000, 512, 1e-2, 1e-5);
    }

    @Override
    public Operand<TFloat32> loss(
            Ops tf,
            Weights weights,
            Map<String, Operand<TFloat32>> batch,
            Operand<TFloat32> noise) {
        Operand<TFloat32> masked = tf.math.mul(batch.get(HeadRows.STATE), noise);
        Operand<TFloat32> loss = tf.constant(0f);
        for (int k = 0; k < priors.length; k++) {
            float[][] candidate = new float[1][priors.length];
            candidate[0][k] = 1;
            Operand<TFloat32> costs =
                    Layers.crossEntropies(
                            tf,
                            logits(tf, weights, masked, tf.constant(candidate)),
                            Layers.column(tf, batch.get(HeadRows.CAUSE), k));
            Operand<TFloat32> known = Layers.column(tf, batch.get(HeadRows.KNOWN), k);
            loss = tf.math.add(loss, Layers.mean(tf, tf.math.mul(costs, known)));
        }
        return loss;
    }

    /** The logits of candidates, {@code [N, 1]}. */
    private Operand<TFloat32> logits(
            Ops tf, Weights weights, Operand<TFloat32> masked, Operand<TFloat32> candidate) {
        int k = priors.length;
        Operand<TFloat32> hidden =
                tf.nn.relu(
                        tf.math.add(
                                Layers.linear(
                                        tf, weights, "hidden", masked, readout.width(), HIDDEN),
                                tf.linalg.matMul(
                                        candidate, weights.kernel("candidate/kernel", k, HIDDEN))));
        Operand<TFloat32> seen =
                tf.concat(List.of(hidden, readout.meanLogit(tf, masked)), tf.constant(1));
        Operand<TFloat32> reading =
                tf.math.mul(
                        tf.linalg.matMul(
                                candidate, weights.kernel("reading/kernel", k, HIDDEN + 1)),
                        tf.constant(Layers.SMALL));
        float[][] column = new float[k][1];
        for (int i = 0; i < k; i++) {
            column[i][0] = priors[i];
        }
        return tf.math.add(
                tf.sum(tf.math.mul(seen, reading), tf.constant(1), Sum.keepDims(true)),
                tf.linalg.matMul(candidate, tf.constant(column)));
    }

    @Override
    public Map<String, SignatureSpec> signatures() {
        return Map.of(
                DeepSignatures.VERIFY,
                new SignatureSpec(
                        List.of(
                                new TensorSpec(DeepSignatures.STATE, List.of(readout.width())),
                                new TensorSpec(DeepSignatures.CANDIDATE, List.of(priors.length)),
                                new TensorSpec(DeepSignatures.MASK, List.of(readout.width()))),
                        List.of(new TensorSpec(DeepSignatures.SCORE, List.of()))));
    }

    @Override
    public List<SavedModelWriter.Binding> bindings(Ops tf, Weights weights) {
        Placeholder<TFloat32> state = Layers.placeholder(tf, readout.width());
        Placeholder<TFloat32> candidate = Layers.placeholder(tf, priors.length);
        Placeholder<TFloat32> mask = Layers.placeholder(tf, readout.width());
        return List.of(
                new SavedModelWriter.Binding(
                        DeepSignatures.VERIFY,
                        Map.of(
                                DeepSignatures.STATE,
                                state,
                                DeepSignatures.CANDIDATE,
                                candidate,
                                DeepSignatures.MASK,
                                mask),
                        Map.of(
                                DeepSignatures.SCORE,
                                Layers.probability(
                                        tf,
                                        logits(
                                                tf,
                                                weights,
                                                tf.math.mul(state, mask),
                                                candidate)))));
    }
}
