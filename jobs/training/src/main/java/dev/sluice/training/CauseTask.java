// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import java.util.Map;

/**
 * An auxiliary task of the trunk: from its state each member also tells which explanation of a bad
 * event is true.
 *
 * <p>The heads that tell it are a part of training only. What is not known about a row has no
 * weight. Caruana, "Multitask Learning", 1997.
 *
 * @param explanations number of explanations, the good one included
 * @param weight weight of the task in the loss
 */
record CauseTask(int explanations, double weight) {

    private static final String HEAD = "cause-";

    /** The task that some rows can teach: with a weight of 0 if none of them is explained. */
    static CauseTask of(TrainingData data, double weight) {
        return new CauseTask(
                data.inputs().explanations().size(), data.explainedRows() > 0 ? weight : 0);
    }

    /** Whether there is anything to learn. */
    boolean isOn() {
        return weight > 0;
    }

    /**
     * The weighed loss of a batch: summed over members and explanations.
     *
     * @param masked joined state, after its mask was applied
     * @param batch with the columns of {@link HeadRows#causes}
     */
    Operand<TFloat32> loss(
            Ops tf,
            Weights weights,
            Operand<TFloat32> masked,
            int members,
            Map<String, Operand<TFloat32>> batch) {
        int bad = explanations - 1;
        Operand<TFloat32> cause = Layers.columns(tf, batch.get(HeadRows.CAUSE), 1, bad);
        Operand<TFloat32> known = Layers.columns(tf, batch.get(HeadRows.KNOWN), 1, bad);
        Operand<TFloat32> loss = tf.constant(0f);
        for (int member = 0; member < members; member++) {
            Operand<TFloat32> logits =
                    Layers.linear(
                            tf,
                            weights,
                            HEAD + member,
                            Layers.columns(
                                    tf, masked, member * DeepNetwork.STATE, DeepNetwork.STATE),
                            DeepNetwork.STATE,
                            bad);
            Operand<TFloat32> costs = tf.math.mul(Layers.crossEntropies(tf, logits, cause), known);
            loss = tf.math.add(loss, Layers.mean(tf, costs));
        }
        // the mean was over rows and explanations
        return tf.math.mul(loss, tf.constant((float) (weight * bad)));
    }

    /** Takes the heads out of trained weights. */
    static void dropHeads(Map<String, float[]> weights) {
        weights.keySet().removeIf(name -> name.startsWith(HEAD));
    }
}
