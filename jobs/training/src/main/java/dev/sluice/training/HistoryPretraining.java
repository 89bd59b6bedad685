// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.decisioning.deep.DeepSignatures;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;

/**
 * What a history encoder learns without labels: some channels of the judged row are replaced by
 * those of another record, and small heads over the encoding tell which, and what stood there.
 *
 * <p>To answer, the encoding has to say how well a transaction fits those before it. Yoon, Zhang,
 * Jordon and van der Schaar, "VIME: Extending the Success of Self- and Semi-supervised Learning to
 * Tabular Domain", 2020. Sees histories and nothing else, so no label can get in.
 */
final class HistoryPretraining {

    /** Most histories that are worth keeping in memory. */
    static final int MOST_ROWS = 100_000;

    /** Begin of the names of what is not the encoder's. */
    private static final String HEAD = "pretraining/";

    private static final int HIDDEN = 32;

    /** Chance that a channel of the judged row is replaced. */
    private static final double REPLACED = 0.3;

    /** Chosen on the handbook's validation weeks. */
    static final Descent DESCENT = new Descent(8, 800, 1500, 512, 4e-3, 1e-5);

    private final HistoryEncoder encoder;
    private final String name;

    /**
     * A pre-training of an encoder.
     *
     * @param name begin of the names of its weights
     */
    HistoryPretraining(HistoryEncoder encoder, String name) {
        this.encoder = encoder;
        this.name = name;
    }

    /** Trains the encoder and returns its weights by name. */
    Map<String, float[]> train(Histories histories, long seed, DoubleConsumer progress) {
        Map<String, float[]> weights =
                NetworkTrainer.train(
                        (tf, made, batch, noise) ->
                                loss(tf, made, batch.get(DeepSignatures.CONTEXT), noise),
                        new NetworkTrainer.Matrices(
                                histories.rows(),
                                Map.of(DeepSignatures.CONTEXT, histories.values())),
                        new NetworkTrainer.Noise(encoder.channels(), 1 - REPLACED),
                        DESCENT,
                        seed,
                        progress);
        weights.keySet().removeIf(name -> name.startsWith(HEAD));
        return weights;
    }

    private Operand<TFloat32> loss(
            Ops tf, Weights weights, Operand<TFloat32> context, Operand<TFloat32> noise) {
        int channels = encoder.channels();
        Operand<TFloat32> original = encoder.judged(tf, context);
        // what is kept is multiplied by more than 1
        Operand<TFloat32> kept = tf.math.minimum(noise, tf.constant(1f));
        Operand<TFloat32> corrupted = corrupted(tf, context, kept);
        Operand<TFloat32> hidden =
                Layers.relu(
                        tf,
                        weights,
                        HEAD + "hidden",
                        tf.concat(
                                List.of(
                                        encoder.apply(tf, weights, name, corrupted),
                                        encoder.judged(tf, corrupted)),
                                tf.constant(1)),
                        encoder.width() + channels,
                        HIDDEN);
        Operand<TFloat32> replaced =
                Layers.linear(tf, weights, HEAD + "replaced", hidden, HIDDEN, channels);
        Operand<TFloat32> values =
                Layers.linear(tf, weights, HEAD + "value", hidden, HIDDEN, channels);
        return tf.math.add(
                Layers.crossEntropy(tf, replaced, tf.math.sub(tf.constant(1f), kept)),
                distance(tf, values, original));
    }

    /** The judged row with what is not kept replaced by the judged row of the next in the batch. */
    private Operand<TFloat32> corrupted(Ops tf, Operand<TFloat32> context, Operand<TFloat32> kept) {
        int before = (encoder.rows() - 1) * encoder.channels();
        Operand<TFloat32> judged = Layers.columns(tf, context, before, encoder.channels());
        Operand<TFloat32> other =
                tf.concat(
                        List.of(
                                tf.slice(
                                        judged,
                                        tf.constant(new int[] {1, 0}),
                                        tf.constant(new int[] {-1, -1})),
                                tf.slice(
                                        judged,
                                        tf.constant(new int[] {0, 0}),
                                        tf.constant(new int[] {1, -1}))),
                        tf.constant(0));
        Operand<TFloat32> mixed =
                tf.math.add(
                        tf.math.mul(judged, kept),
                        tf.math.mul(other, tf.math.sub(tf.constant(1f), kept)));
        return before == 0
                ? mixed
                : tf.concat(List.of(Layers.columns(tf, context, 0, before), mixed), tf.constant(1));
    }

    /** Mean of sqrt(1 + d^2) - 1: squares of small differences, sizes of large ones. */
    private static Operand<TFloat32> distance(
            Ops tf, Operand<TFloat32> values, Operand<TFloat32> originals) {
        Operand<TFloat32> root =
                tf.math.sqrt(
                        tf.math.add(
                                tf.math.square(tf.math.sub(values, originals)), tf.constant(1f)));
        return tf.math.sub(Layers.mean(tf, root), tf.constant(1f));
    }
}
