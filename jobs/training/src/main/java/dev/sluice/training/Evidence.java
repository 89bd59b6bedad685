// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What each feature adds to the log-odds of an answer: a bent line of that feature alone, so that
 * the parts add up exactly and none depends on another.
 *
 * <p>A generalized additive model, Hastie and Tibshirani, "Generalized Additive Models", 1986, of
 * piecewise linear functions: slope over the scaled feature, and a step for each range of values.
 * An absolute-value penalty keeps most of it at nothing: Tibshirani, "Regression Shrinkage and
 * Selection via the Lasso", 1996.
 */
final class Evidence {

    private final int features;
    private final Scaling scaling;
    private final Knots knots;

    /**
     * Evidence of features.
     *
     * @param features number of features
     * @param scaling scales features
     * @param knots bends features
     */
    Evidence(int features, Scaling scaling, Knots knots) {
        this.features = features;
        this.scaling = scaling;
        this.knots = knots;
    }

    /** Number of features. */
    int features() {
        return features;
    }

    /** The features as heads read them, standard scaled, {@code [N, F]}. */
    Operand<TFloat32> scaled(Ops tf, Operand<TFloat32> x) {
        return scaling.apply(tf, x);
    }

    /** The part of each feature of the log-odds, {@code [N, F]}; nothing while it is new. */
    Operand<TFloat32> of(Ops tf, Weights weights, String name, Operand<TFloat32> x) {
        return tf.math.add(
                tf.math.mul(scaling.apply(tf, x), slopes(weights, name)),
                tf.linalg.matMul(
                        tf.math.mul(knots.apply(tf, x), steps(weights, name)),
                        tf.constant(knots.owners(features))));
    }

    /** The sum of the sizes of its weights, a scalar. */
    Operand<TFloat32> size(Ops tf, Weights weights, String name) {
        return tf.math.add(
                tf.sum(tf.math.abs(slopes(weights, name)), tf.constant(0)),
                tf.sum(tf.math.abs(steps(weights, name)), tf.constant(0)));
    }

    private Operand<TFloat32> slopes(Weights weights, String name) {
        return weights.bias(name + "/slopes", features);
    }

    private Operand<TFloat32> steps(Weights weights, String name) {
        return weights.bias(name + "/steps", knots.width());
    }
}
