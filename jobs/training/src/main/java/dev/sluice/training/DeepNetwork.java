// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The deep model's trunk and its stochastic heads: features and history to the states of some
 * members side by side, and for each member a head that reads a random part of its state.
 *
 * <p>Members have layers of their own over what they share, a history's encoding above all, which
 * is what a trunk spends its time on. Between an ensemble and one network with many heads: Lee et
 * al., "Why M Heads are Better than One", 2015 (arXiv 1511.06314).
 */
final class DeepNetwork {

    private static final int RANGES = 16;

    /** Units of a member's hidden layer. */
    private static final int HIDDEN = 48;

    /** Name of the encoder's weights. */
    private static final String HISTORY = "history";

    /** Name of the heads' weights. */
    private static final String HEAD = "head-";

    /** Columns of a member's state. */
    static final int STATE = 32;

    /** Chance that a column of the state stays, in training and in every pass. */
    static final double KEEP = 0.8;

    /** Chosen on the handbook's validation weeks 2018-06-20 to 07-11, as were the sizes. */
    static final Descent DESCENT = new Descent(20, 1500, 6000, 512, 4e-3, 1e-4);

    private final int members;
    private final int features;
    private final Scaling scaling;
    private final Knots knots;
    private final List<HistoryEncoder> histories;
    private final LookBack windows;

    private DeepNetwork(
            int members,
            int features,
            Scaling scaling,
            Knots knots,
            List<HistoryEncoder> histories,
            LookBack windows) {
        this.members = members;
        this.features = features;
        this.scaling = scaling;
        this.knots = knots;
        this.histories = histories;
        this.windows = windows;
    }

    /** A network for the columns of some rows; with a history if the rows have one. */
    static DeepNetwork fit(TrainingData data, int members) {
        int width = data.inputs().features().size();
        int channels = data.inputs().contextChannels().size();
        int rows = data.inputs().contextRows();
        int windows = data.inputs().contextWindows();
        List<HistoryEncoder> histories = new ArrayList<>();
        LookBack lookBack = LookBack.NONE;
        if (data.inputs().contextWidth() > 0) {
            Scaling scaling =
                    Scaling.fit(Scaling.withoutPadding(data.contexts(), channels), channels);
            histories.add(new HistoryEncoder(rows, channels, scaling));
            if (windows > 1) {
                lookBack =
                        new LookBack(
                                windows,
                                List.of(new HistoryEncoder(rows / windows, channels, scaling)));
            }
        }
        return new DeepNetwork(
                members,
                width,
                Scaling.fit(data.features(), width),
                Knots.fit(data.features(), width, RANGES),
                histories,
                lookBack);
    }

    /** Number of members. */
    int members() {
        return members;
    }

    /** Columns of the joined state. */
    int width() {
        return members * STATE;
    }

    /** Whether the trunk reads a history. */
    boolean readsContext() {
        return !histories.isEmpty();
    }

    /** How the encoder of its history is pre-trained, if it {@link #readsContext()}. */
    HistoryPretraining pretraining() {
        return new HistoryPretraining(histories.get(0), HISTORY);
    }

    /** How a refinement looks back farther with each step. */
    LookBack windows() {
        return windows;
    }

    /** How heads weigh single features. */
    Evidence evidence() {
        return new Evidence(features, scaling, knots);
    }

    /** Columns of the state that are left out while it is trained. */
    NetworkTrainer.Noise noise() {
        return new NetworkTrainer.Noise(width(), KEEP);
    }

    /**
     * The states of all members, {@code [N, width()]}.
     *
     * @param context histories; ignored without {@link #readsContext()}
     */
    Operand<TFloat32> state(
            Ops tf, Weights weights, Operand<TFloat32> x, Operand<TFloat32> context) {
        List<Operand<TFloat32>> seen =
                new ArrayList<>(List.of(scaling.apply(tf, x), knots.apply(tf, x)));
        int width = features + knots.width();
        for (HistoryEncoder history : histories) {
            seen.add(history.apply(tf, weights, HISTORY, context));
            width += history.width();
        }
        // one product for the layers of all members is faster than one for each
        Operand<TFloat32> hidden =
                Layers.relu(
                        tf,
                        weights,
                        "hidden",
                        tf.concat(seen, tf.constant(1)),
                        width,
                        members * HIDDEN);
        List<Operand<TFloat32>> states = new ArrayList<>();
        for (int member = 0; member < members; member++) {
            states.add(
                    Layers.relu(
                            tf,
                            weights,
                            "state-" + member,
                            Layers.columns(tf, hidden, member * HIDDEN, HIDDEN),
                            HIDDEN,
                            STATE));
        }
        // TensorFlow refuses to join one alone
        return states.size() == 1 ? states.get(0) : tf.concat(states, tf.constant(1));
    }

    /**
     * The loss of a batch: the sum of the members' mean cross entropies.
     *
     * @param masked joined state, after its mask was applied
     * @param before log-odds that the members correct, {@code [N, 1]}
     */
    Operand<TFloat32> loss(
            Ops tf,
            Weights weights,
            Operand<TFloat32> masked,
            Operand<TFloat32> before,
            Operand<TFloat32> labels) {
        Operand<TFloat32> loss = tf.constant(0f);
        for (int member = 0; member < members; member++) {
            Operand<TFloat32> logits =
                    Layers.linear(
                            tf,
                            weights,
                            HEAD + member,
                            Layers.columns(tf, masked, member * STATE, STATE),
                            STATE,
                            1);
            loss = tf.math.add(loss, Layers.crossEntropy(tf, tf.math.add(logits, before), labels));
        }
        return loss;
    }

    /** The heads of the members, from trained weights, over trees. */
    Readout readout(Map<String, float[]> weights, TreeMembers trees) {
        List<float[]> kernels = new ArrayList<>();
        List<Float> biases = new ArrayList<>();
        for (int member = 0; member < members; member++) {
            kernels.add(weights.get(HEAD + member + "/kernel"));
            biases.add(weights.get(HEAD + member + "/bias")[0]);
        }
        return Readout.of(kernels, biases, trees);
    }
}
