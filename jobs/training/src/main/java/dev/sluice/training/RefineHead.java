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
import org.tensorflow.types.TFloat32;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Iterative refinement: one small recurrent step that moves the state, answers by it and says
 * whether it is done.
 *
 * <p>Banino, Balaguer and Blundell, "PonderNet: Learning to Ponder", 2021 (arXiv 2107.05407),
 * equations 2 and 3: {@code p_n = lambda_n prod_{j<n} (1 - lambda_j)}, the last of {@value #STEPS}
 * steps taking what is left, and {@code loss = sum_n p_n L(y, yhat_n) + beta KL(p || geometric)},
 * with the geometric distribution of {@code lambda_p = } {@value #PRIOR} cut off after as many
 * steps and {@code beta = } {@value #BETA}. A step is a low-rank residual; it answers through the
 * frozen heads of the passes and a correction of its own, so that the first answers are those of
 * the passes.
 */
final class RefineHead implements Head {

    /** Steps that are unrolled in training. */
    static final int STEPS = 6;

    /**
     * With this and {@link #BETA}, on the validation weeks 06-27 and 07-11, records whose first
     * answer is plain halt by the 99 % rule after 3.6 steps, the others after 5.0; ranking is the
     * same at 0.7 and 0.002, with 4.9 and 5.7.
     */
    static final double PRIOR = 0.9;

    static final double BETA = 5e-4;

    private static final int HIDDEN = 32;
    private static final double KEEP = 0.8;
    private static final float TINY = 1e-6f;

    private final Readout readout;
    private final Evidence evidence;
    private final LookBack lookBack;

    /**
     * A head.
     *
     * @param readout heads of the passes
     * @param evidence how features are read
     * @param lookBack what each step reads of the history
     */
    RefineHead(Readout readout, Evidence evidence, LookBack lookBack) {
        this.readout = readout;
        this.evidence = evidence;
        this.lookBack = lookBack;
    }

    /** What a step gives: the next state, and the logits of answer and halt, {@code [N, 1]}. */
    private record Step(
            Operand<TFloat32> state, Operand<TFloat32> answer, Operand<TFloat32> halt) {}

    @Override
    public String name() {
        return DeepSignatures.REFINE;
    }

    @Override
    public StrategyKind strategy() {
        return StrategyKind.REFINE;
    }

    @Override
    public NetworkTrainer.Noise noise() {
        return new NetworkTrainer.Noise(readout.width(), KEEP);
    }

    /**
     * Chosen on the handbook's validation weeks: with a decay of 1e-5 later steps drift away from
     * the truth, with 3e-4 no step moves.
     */
    @Override
    public Descent descent() {
        return new Descent(8, 400, 900, 512, 5e-3, 1e-4);
    }

    @Override
    public Operand<TFloat32> loss(
            Ops tf,
            Weights weights,
            Map<String, Operand<TFloat32>> batch,
            Operand<TFloat32> noise) {
        Operand<TFloat32> labels = batch.get(Labels.NAME);
        Operand<TFloat32> scaled = evidence.scaled(tf, batch.get(HeadRows.FEATURES));
        Operand<TFloat32> state = tf.math.mul(batch.get(HeadRows.STATE), noise);
        // without windows nothing reads it
        Operand<TFloat32> context = batch.getOrDefault(DeepSignatures.CONTEXT, scaled);
        Operand<TFloat32> one = tf.constant(1f);
        Operand<TFloat32> left = tf.math.add(tf.math.mul(labels, tf.constant(0f)), one);
        Operand<TFloat32> loss = tf.constant(0f);
        for (int n = 0; n < STEPS; n++) {
            Step step = step(tf, weights, state, scaled, window(tf, context, n));
            Operand<TFloat32> halt = tf.math.sigmoid(step.halt());
            Operand<TFloat32> p = n == STEPS - 1 ? left : tf.math.mul(left, halt);
            left = tf.math.mul(left, tf.math.sub(one, halt));
            state = step.state();
            Operand<TFloat32> surprise =
                    tf.math.sub(
                            tf.math.log(tf.math.add(p, tf.constant(TINY))),
                            tf.constant((float) Math.log(prior(n))));
            Operand<TFloat32> cost =
                    tf.math.add(
                            Layers.crossEntropies(tf, step.answer(), labels),
                            tf.math.mul(surprise, tf.constant((float) BETA)));
            loss = tf.math.add(loss, Layers.mean(tf, tf.math.mul(p, cost)));
        }
        return loss;
    }

    /** The chance of a step under the geometric distribution, cut off. */
    static double prior(int step) {
        return PRIOR * Math.pow(1 - PRIOR, step) / (1 - Math.pow(1 - PRIOR, STEPS));
    }

    private Operand<TFloat32> window(Ops tf, Operand<TFloat32> context, int step) {
        return lookBack.windows() == 0 ? context : lookBack.window(tf, context, step);
    }

    private Step step(
            Ops tf,
            Weights weights,
            Operand<TFloat32> state,
            Operand<TFloat32> scaled,
            Operand<TFloat32> window) {
        int width = readout.width();
        List<Operand<TFloat32>> seen = new ArrayList<>(List.of(state, scaled));
        seen.addAll(lookBack.encoded(tf, weights, window));
        Operand<TFloat32> hidden =
                Layers.relu(
                        tf,
                        weights,
                        "hidden",
                        tf.concat(seen, tf.constant(1)),
                        width + evidence.features() + lookBack.encodedWidth(),
                        HIDDEN);
        Operand<TFloat32> next =
                tf.math.add(
                        state,
                        tf.math.tanh(
                                Layers.correction(tf, weights, "move", hidden, HIDDEN, width)));
        return new Step(
                next,
                tf.math.add(
                        readout.meanLogit(tf, next),
                        Layers.correction(tf, weights, "answer", hidden, HIDDEN, 1)),
                Layers.correction(tf, weights, "halt", hidden, HIDDEN, 1));
    }

    @Override
    public Map<String, SignatureSpec> signatures() {
        TensorSpec state = new TensorSpec(DeepSignatures.STATE, List.of(readout.width()));
        List<TensorSpec> read =
                new ArrayList<>(
                        List.of(
                                state,
                                new TensorSpec(
                                        DeepSignatures.FEATURES, List.of(evidence.features()))));
        if (lookBack.windows() > 0) {
            read.add(new TensorSpec(DeepSignatures.CONTEXT, List.of(lookBack.windowWidth())));
        }
        return Map.of(
                DeepSignatures.REFINE,
                new SignatureSpec(
                        read,
                        List.of(
                                state,
                                new TensorSpec(DeepSignatures.PROBABILITY, List.of()),
                                new TensorSpec(DeepSignatures.HALT, List.of()))));
    }

    @Override
    public List<SavedModelWriter.Binding> bindings(Ops tf, Weights weights) {
        Placeholder<TFloat32> state = Layers.placeholder(tf, readout.width());
        Placeholder<TFloat32> x = Layers.placeholder(tf, evidence.features());
        Map<String, Operand<TFloat32>> fed =
                new LinkedHashMap<>(
                        Map.of(DeepSignatures.STATE, state, DeepSignatures.FEATURES, x));
        if (lookBack.windows() > 0) {
            fed.put(DeepSignatures.CONTEXT, Layers.placeholder(tf, lookBack.windowWidth()));
        }
        Step step =
                step(
                        tf,
                        weights,
                        state,
                        evidence.scaled(tf, x),
                        fed.getOrDefault(DeepSignatures.CONTEXT, x));
        return List.of(
                new SavedModelWriter.Binding(
                        DeepSignatures.REFINE,
                        fed,
                        Map.of(
                                DeepSignatures.STATE,
                                step.state(),
                                DeepSignatures.PROBABILITY,
                                Layers.probability(tf, step.answer()),
                                DeepSignatures.HALT,
                                Layers.probability(tf, step.halt()))));
    }
}
