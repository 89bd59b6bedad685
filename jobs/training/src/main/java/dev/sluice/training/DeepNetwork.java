// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import java.util.ArrayList;
import java.util.List;

/**
 * One member of the deep model: features and history through a trunk to a state, and a head that
 * reads a random part of it.
 */
final class DeepNetwork {

    private static final int RANGES = 16;
    private static final int HIDDEN = 64;

    /** Name of the head's weights. */
    static final String HEAD = "head";

    /** Columns of a member's state. */
    static final int STATE = 32;

    /** Chance that a column of the state stays, in training and in every pass. */
    static final double KEEP = 0.8;

    /** Chosen on the handbook's validation weeks 2018-06-20 to 07-11, as were the sizes. */
    static final Descent DESCENT = new Descent(20, 1500, 6000, 512, 4e-3, 5e-5);

    /** Columns of the state that are left out while it is trained. */
    static final NetworkTrainer.Noise NOISE = new NetworkTrainer.Noise(STATE, KEEP);

    private final int features;
    private final Scaling scaling;
    private final Knots knots;
    private final List<HistoryEncoder> histories;

    private DeepNetwork(
            int features, Scaling scaling, Knots knots, List<HistoryEncoder> histories) {
        this.features = features;
        this.scaling = scaling;
        this.knots = knots;
        this.histories = histories;
    }

    /** A network for the columns of some rows; with a history if the rows have one. */
    static DeepNetwork fit(TrainingData data) {
        int width = data.inputs().features().size();
        int channels = data.inputs().contextChannels().size();
        List<HistoryEncoder> histories = new ArrayList<>();
        if (data.inputs().contextWidth() > 0) {
            float[] rows = Scaling.withoutPadding(data.contexts(), channels);
            histories.add(
                    new HistoryEncoder(
                            data.inputs().contextRows(), channels, Scaling.fit(rows, channels)));
        }
        return new DeepNetwork(
                width,
                Scaling.fit(data.features(), width),
                Knots.fit(data.features(), width, RANGES),
                histories);
    }

    /** Whether the trunk reads a history. */
    boolean readsContext() {
        return !histories.isEmpty();
    }

    /** How heads weigh single features. */
    Evidence evidence() {
        return new Evidence(features, scaling, knots);
    }

    /** What all members make of the features, scaled and bent. */
    Operand<TFloat32> input(Ops tf, Operand<TFloat32> x) {
        return tf.concat(List.of(scaling.apply(tf, x), knots.apply(tf, x)), tf.constant(1));
    }

    /**
     * The state of a batch, {@code [N, STATE]}.
     *
     * @param input the result of {@link #input}
     * @param context histories; ignored without {@link #readsContext()}
     */
    Operand<TFloat32> state(
            Ops tf, Weights weights, Operand<TFloat32> input, Operand<TFloat32> context) {
        List<Operand<TFloat32>> parts = new ArrayList<>(List.of(input));
        int width = features + knots.width();
        for (HistoryEncoder history : histories) {
            parts.add(history.apply(tf, weights, context));
            width += history.width();
        }
        Operand<TFloat32> joined = parts.size() == 1 ? input : tf.concat(parts, tf.constant(1));
        Operand<TFloat32> hidden = Layers.relu(tf, weights, "hidden", joined, width, HIDDEN);
        return Layers.relu(tf, weights, "state", hidden, HIDDEN, STATE);
    }

    /** The logits of a state, {@code [N, 1]}, after its mask was applied. */
    Operand<TFloat32> logits(Ops tf, Weights weights, Operand<TFloat32> masked) {
        return Layers.linear(tf, weights, HEAD, masked, STATE, 1);
    }
}
