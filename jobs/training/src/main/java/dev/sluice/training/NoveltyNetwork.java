// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * An autoencoder of the scaled features: what it cannot reconstruct through its narrow middle is
 * unlike what it was trained on. Needs no labels.
 */
final class NoveltyNetwork {

    /** Rows vary less than their labels: a few passes are enough. */
    static final Descent DESCENT = new Descent(8, 800, 3000, 256, 3e-3, 0);

    private final int features;
    private final int hidden;
    private final int middle;
    private final Scaling scaling;

    private NoveltyNetwork(int features, Scaling scaling) {
        this.features = features;
        this.hidden = Math.max(8, features);
        this.middle = Math.max(1, features / 3);
        this.scaling = scaling;
    }

    /** A network for the columns of some rows. */
    static NoveltyNetwork fit(TrainingData data) {
        int width = data.inputs().features().size();
        return new NoveltyNetwork(width, Scaling.fit(data.features(), width));
    }

    /** Mean squared error of the reconstruction of each row, {@code [N, 1]}. */
    Operand<TFloat32> error(Ops tf, Weights weights, Operand<TFloat32> x) {
        Operand<TFloat32> scaled = scaling.apply(tf, x);
        Operand<TFloat32> first = Layers.relu(tf, weights, "encode", scaled, features, hidden);
        Operand<TFloat32> code = Layers.linear(tf, weights, "middle", first, hidden, middle);
        Operand<TFloat32> second = Layers.relu(tf, weights, "decode", code, middle, hidden);
        Operand<TFloat32> restored =
                Layers.linear(tf, weights, "restored", second, hidden, features);
        Operand<TFloat32> squares = tf.math.square(tf.math.sub(restored, scaled));
        return tf.expandDims(tf.math.mean(squares, tf.constant(1)), tf.constant(1));
    }
}
