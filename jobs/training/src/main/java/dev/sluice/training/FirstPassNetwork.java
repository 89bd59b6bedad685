// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import java.util.List;
import java.util.function.UnaryOperator;

/** The cheap network: scaled and bent features, two small layers, one logit. */
final class FirstPassNetwork {

    private static final int RANGES = 24;
    private static final int HIDDEN = 32;
    private static final int LAST = 16;
    private static final double KEEP = 0.8;

    /** Chosen on the handbook's validation weeks 2018-06-20 to 07-11, as were the sizes. */
    static final Descent DESCENT = new Descent(30, 1500, 10_000, 256, 4e-3, 1e-4);

    /** Units of the last layer that are left out while it is trained. */
    static final NetworkTrainer.Noise NOISE = new NetworkTrainer.Noise(LAST, KEEP);

    private final int features;
    private final Scaling scaling;
    private final Knots knots;

    private FirstPassNetwork(int features, Scaling scaling, Knots knots) {
        this.features = features;
        this.scaling = scaling;
        this.knots = knots;
    }

    /** A network for the columns of some rows. */
    static FirstPassNetwork fit(TrainingData data) {
        int width = data.inputs().features().size();
        return new FirstPassNetwork(
                width,
                Scaling.fit(data.features(), width),
                Knots.fit(data.features(), width, RANGES));
    }

    /**
     * The logits of a batch, {@code [N, 1]}.
     *
     * @param dropout what is done to the last layer: the noise in training, nothing in service
     */
    Operand<TFloat32> logits(
            Ops tf,
            Weights weights,
            Operand<TFloat32> x,
            UnaryOperator<Operand<TFloat32>> dropout) {
        Operand<TFloat32> input =
                tf.concat(List.of(scaling.apply(tf, x), knots.apply(tf, x)), tf.constant(1));
        Operand<TFloat32> hidden =
                Layers.relu(tf, weights, "hidden", input, features + knots.width(), HIDDEN);
        Operand<TFloat32> last = Layers.relu(tf, weights, "last", hidden, HIDDEN, LAST);
        return Layers.linear(tf, weights, "logit", dropout.apply(last), LAST, 1);
    }
}
