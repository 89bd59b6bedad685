// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.decisioning.deep.DeepSignatures;
import dev.sluice.decisioning.deep.StrategyKind;
import dev.sluice.inference.Explanation;
import dev.sluice.inference.SignatureSpec;
import dev.sluice.inference.TensorSpec;
import dev.sluice.inference.djl.SavedModelWriter;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TFloat32;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A chain of questions, one for each bad explanation and the verdict, each of which sees the
 * answers to those before it.
 *
 * <p>The log-odds of an answer are a small network of state and answers, plus the {@link Evidence}
 * of each feature, which adds up exactly. The verdict answers whether the event is bad, and adds to
 * what the passes say. Each question also says how likely the event is bad as far as is known by
 * then; all of these are trained on the label: Lee et al., "Deeply-Supervised Nets", 2015. The
 * earlier answers that a question is trained on are those that the chain itself gave, without a
 * gradient through them, so it serves what it was trained on.
 */
final class AssessHeads implements Head {

    private static final int HIDDEN = 16;
    private static final double KEEP = 0.8;

    /** Leaves two features a question that add more than 0.1, without a loss in ranking. */
    private static final float SPARSITY = 2e-4f;

    /** The verdict starts from the passes and has the least to add. */
    private static final float VERDICT_SPARSITY = 5e-4f;

    private final Readout readout;
    private final Evidence evidence;
    private final List<String> explanations;
    private final float[] priors;

    /**
     * The questions of some explanations.
     *
     * @param readout heads of the passes
     * @param evidence how features are read
     * @param explanations all explanations, the good one first
     * @param priors log-odds of each explanation
     */
    AssessHeads(
            Readout readout, Evidence evidence, List<Explanation> explanations, float[] priors) {
        this.readout = readout;
        this.evidence = evidence;
        this.explanations = explanations.stream().map(Explanation::name).toList();
        this.priors = priors;
    }

    /**
     * What a question gives.
     *
     * @param answer logits, {@code [N, 1]}
     * @param bad logits that the event is bad, {@code [N, 1]}
     * @param evidence {@code [N, F]}
     */
    private record Reply(
            Operand<TFloat32> answer, Operand<TFloat32> bad, Operand<TFloat32> evidence) {}

    @Override
    public String name() {
        return "assess";
    }

    @Override
    public StrategyKind strategy() {
        return StrategyKind.STEPS;
    }

    @Override
    public NetworkTrainer.Noise noise() {
        return new NetworkTrainer.Noise(readout.width(), KEEP);
    }

    /** Chosen on the handbook's validation weeks, as were the sizes and penalties. */
    @Override
    public Descent descent() {
        return new Descent(12, 400, 1500, 512, 1e-2, 1e-5);
    }

    @Override
    public Operand<TFloat32> loss(
            Ops tf,
            Weights weights,
            Map<String, Operand<TFloat32>> batch,
            Operand<TFloat32> noise) {
        Operand<TFloat32> labels = batch.get(Labels.NAME);
        Operand<TFloat32> state = tf.math.mul(batch.get(HeadRows.STATE), noise);
        Operand<TFloat32> x = batch.get(HeadRows.FEATURES);
        Operand<TFloat32> nothing = tf.math.mul(labels, tf.constant(0f));
        Operand<TFloat32> asked = tf.math.add(nothing, tf.constant(1f));
        List<Operand<TFloat32>> answers = new ArrayList<>();
        for (int i = 0; i < answersWidth(); i++) {
            answers.add(nothing);
        }
        Operand<TFloat32> loss = tf.constant(0f);
        for (int k = 1; k <= explanations.size(); k++) {
            Reply reply = ask(tf, weights, k, state, x, tf.concat(answers, tf.constant(1)));
            loss =
                    tf.math.add(
                            loss, Layers.mean(tf, Layers.crossEntropies(tf, reply.bad(), labels)));
            if (k < explanations.size()) {
                Operand<TFloat32> costs =
                        Layers.crossEntropies(
                                tf,
                                reply.answer(),
                                Layers.column(tf, batch.get(HeadRows.CAUSE), k));
                Operand<TFloat32> known = Layers.column(tf, batch.get(HeadRows.KNOWN), k);
                loss = tf.math.add(loss, Layers.mean(tf, tf.math.mul(costs, known)));
                answers.set(2 * (k - 1), asked);
                answers.set(2 * (k - 1) + 1, tf.stopGradient(tf.math.sigmoid(reply.answer())));
            }
            loss =
                    tf.math.add(
                            loss,
                            tf.math.mul(
                                    evidence.size(tf, weights, evidenceName(k)),
                                    tf.constant(
                                            k == explanations.size()
                                                    ? VERDICT_SPARSITY
                                                    : SPARSITY)));
        }
        return loss;
    }

    /**
     * Asks a question.
     *
     * @param k index of the explanation; the number of explanations for the verdict
     * @param answers {@code [N, 2 (K - 1)]}
     */
    private Reply ask(
            Ops tf,
            Weights weights,
            int k,
            Operand<TFloat32> state,
            Operand<TFloat32> x,
            Operand<TFloat32> answers) {
        String name = question(k);
        Operand<TFloat32> hidden =
                Layers.relu(
                        tf,
                        weights,
                        name + "/hidden",
                        tf.concat(List.of(state, answers), tf.constant(1)),
                        readout.width() + answersWidth(),
                        HIDDEN);
        Operand<TFloat32> parts = evidence.of(tf, weights, evidenceName(k), x);
        Operand<TFloat32> sum = tf.sum(parts, tf.constant(1), Sum.keepDims(true));
        Operand<TFloat32> passes = readout.meanLogit(tf, state);
        Operand<TFloat32> own =
                tf.math.add(
                        Layers.correction(tf, weights, name + "/answer", hidden, HIDDEN, 1), sum);
        if (k == explanations.size()) {
            Operand<TFloat32> verdict = tf.math.add(passes, own);
            return new Reply(verdict, verdict, parts);
        }
        return new Reply(
                tf.math.add(own, tf.constant(priors[k])),
                tf.math.add(
                        passes, Layers.correction(tf, weights, name + "/bad", hidden, HIDDEN, 1)),
                parts);
    }

    private String question(int k) {
        return k == explanations.size() ? DeepSignatures.VERDICT : explanations.get(k);
    }

    private String evidenceName(int k) {
        return question(k) + "/evidence";
    }

    private int answersWidth() {
        return 2 * (explanations.size() - 1);
    }

    @Override
    public Map<String, SignatureSpec> signatures() {
        Map<String, SignatureSpec> signatures = new LinkedHashMap<>();
        for (int k = 1; k <= explanations.size(); k++) {
            signatures.put(
                    DeepSignatures.ASSESS + question(k),
                    new SignatureSpec(
                            List.of(
                                    new TensorSpec(DeepSignatures.STATE, List.of(readout.width())),
                                    new TensorSpec(
                                            DeepSignatures.FEATURES, List.of(evidence.features())),
                                    new TensorSpec(
                                            DeepSignatures.ANSWERS, List.of(answersWidth()))),
                            List.of(
                                    new TensorSpec(DeepSignatures.ANSWER, List.of()),
                                    new TensorSpec(DeepSignatures.PROBABILITY, List.of()),
                                    new TensorSpec(
                                            DeepSignatures.EVIDENCE,
                                            List.of(evidence.features())))));
        }
        return signatures;
    }

    @Override
    public List<SavedModelWriter.Binding> bindings(Ops tf, Weights weights) {
        List<SavedModelWriter.Binding> bindings = new ArrayList<>();
        for (int k = 1; k <= explanations.size(); k++) {
            Placeholder<TFloat32> state = Layers.placeholder(tf, readout.width());
            Placeholder<TFloat32> x = Layers.placeholder(tf, evidence.features());
            Placeholder<TFloat32> answers = Layers.placeholder(tf, answersWidth());
            Reply reply = ask(tf, weights, k, state, x, answers);
            bindings.add(
                    new SavedModelWriter.Binding(
                            DeepSignatures.ASSESS + question(k),
                            Map.of(
                                    DeepSignatures.STATE,
                                    state,
                                    DeepSignatures.FEATURES,
                                    x,
                                    DeepSignatures.ANSWERS,
                                    answers),
                            Map.of(
                                    DeepSignatures.ANSWER,
                                    Layers.probability(tf, reply.answer()),
                                    DeepSignatures.PROBABILITY,
                                    Layers.probability(tf, reply.bad()),
                                    DeepSignatures.EVIDENCE,
                                    reply.evidence())));
        }
        return bindings;
    }
}
