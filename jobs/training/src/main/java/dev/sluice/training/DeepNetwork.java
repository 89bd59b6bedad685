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

    /** Name of the hidden layer's weights. */
    private static final String HIDDEN_LAYER = "hidden";

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

    /** What the features give to the hidden layer, {@code [N, HIDDEN]}. */
    Operand<TFloat32> fromInput(Ops tf, Weights weights, Operand<TFloat32> input) {
        return tf.math.add(
                tf.linalg.matMul(input, inputKernel(tf, weights)),
                weights.bias(HIDDEN_LAYER + "/bias", HIDDEN));
    }

    /**
     * The same for several members, side by side: {@code [N, members * HIDDEN]}. One product with
     * their joined kernels is faster than one for each.
     */
    Operand<TFloat32> fromInput(Ops tf, List<Weights> members, Operand<TFloat32> input) {
        if (members.size() == 1) {
            return fromInput(tf, members.get(0), input);
        }
        List<Operand<TFloat32>> kernels = new ArrayList<>();
        List<Operand<TFloat32>> biases = new ArrayList<>();
        for (Weights member : members) {
            kernels.add(inputKernel(tf, member));
            biases.add(member.bias(HIDDEN_LAYER + "/bias", HIDDEN));
        }
        return tf.math.add(
                tf.linalg.matMul(input, tf.concat(kernels, tf.constant(1))),
                tf.concat(biases, tf.constant(0)));
    }

    /** The part of one member in the joined result of {@link #fromInput(Ops, List, Operand)}. */
    static Operand<TFloat32> part(Ops tf, Operand<TFloat32> joined, int member) {
        return tf.slice(
                joined,
                tf.constant(new int[] {0, member * HIDDEN}),
                tf.constant(new int[] {-1, HIDDEN}));
    }

    /**
     * The state of a batch, {@code [N, STATE]}.
     *
     * @param fromInput what the features give to the hidden layer
     * @param context histories; ignored without {@link #readsContext()}
     */
    Operand<TFloat32> state(
            Ops tf, Weights weights, Operand<TFloat32> fromInput, Operand<TFloat32> context) {
        Operand<TFloat32> sum = fromInput;
        for (HistoryEncoder history : histories) {
            sum =
                    tf.math.add(
                            sum,
                            tf.linalg.matMul(
                                    history.apply(tf, weights, context),
                                    rows(
                                            tf,
                                            hiddenKernel(weights),
                                            inputWidth(),
                                            history.width())));
        }
        return Layers.relu(tf, weights, "state", tf.nn.relu(sum), HIDDEN, STATE);
    }

    private Operand<TFloat32> inputKernel(Ops tf, Weights weights) {
        return rows(tf, hiddenKernel(weights), 0, inputWidth());
    }

    /** One kernel for features and history, so that both are drawn alike. */
    private Operand<TFloat32> hiddenKernel(Weights weights) {
        int width = inputWidth();
        for (HistoryEncoder history : histories) {
            width += history.width();
        }
        return weights.kernel(HIDDEN_LAYER + "/kernel", width, HIDDEN);
    }

    private int inputWidth() {
        return features + knots.width();
    }

    private static Operand<TFloat32> rows(Ops tf, Operand<TFloat32> kernel, int from, int count) {
        return tf.slice(
                kernel, tf.constant(new int[] {from, 0}), tf.constant(new int[] {count, HIDDEN}));
    }

    /** The logits of a state, {@code [N, 1]}, after its mask was applied. */
    Operand<TFloat32> logits(Ops tf, Weights weights, Operand<TFloat32> masked) {
        return Layers.linear(tf, weights, HEAD, masked, STATE, 1);
    }
}
