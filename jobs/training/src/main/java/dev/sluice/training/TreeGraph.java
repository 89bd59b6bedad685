// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

import java.util.ArrayList;
import java.util.List;

/**
 * Trees as operations of a graph, so that one engine serves networks and trees.
 *
 * <p>All questions of a level are answered for all rows at once, and leaves are chosen upwards from
 * the deepest level: no step depends on where a row is in a tree, which makes each a plain loop
 * over long rows. The idea is that of the tree strategies of Nakandala et al., "A Tensor Compiler
 * for Unified Machine Learning Prediction Serving" (Hummingbird), OSDI 2020. Features lie along the
 * first dimension and records along the second, so that fetching a feature copies one piece.
 */
final class TreeGraph {

    private TreeGraph() {}

    /**
     * What trees say of a batch, in parts as {@link TreeEnsemble#margins}.
     *
     * @param x features, {@code [N, F]}
     * @param parts number of parts, a divisor of the number of trees
     * @return {@code [N, parts]}
     */
    static Operand<TFloat32> margins(Ops tf, TreeEnsemble trees, Operand<TFloat32> x, int parts) {
        Operand<TFloat32> value = values(tf, trees, x);
        Operand<TFloat32> sums = rows(tf, value, 0, parts);
        for (int from = parts; from < trees.trees(); from += parts) {
            sums = tf.math.add(sums, rows(tf, value, from, parts));
        }
        return tf.linalg.transpose(sums, tf.constant(new int[] {1, 0}));
    }

    /** The sum of all trees, {@code [N]}. */
    static Operand<TFloat32> total(Ops tf, TreeEnsemble trees, Operand<TFloat32> x) {
        return tf.sum(values(tf, trees, x), tf.constant(0));
    }

    /** The leaf of each tree, {@code [trees, N]}. */
    private static Operand<TFloat32> values(Ops tf, TreeEnsemble trees, Operand<TFloat32> x) {
        Operand<TFloat32> columns = tf.linalg.transpose(x, tf.constant(new int[] {1, 0}));
        int bottom = trees.depth() - 1;
        int half = trees.trees() << bottom;
        float[] leaves = trees.leaves();
        Operand<TFloat32> value =
                tf.select(
                        isLeft(tf, trees, bottom, columns),
                        tf.constant(column(leaves, 0, half)),
                        tf.constant(column(leaves, half, half)));
        for (int level = bottom - 1; level >= 0; level--) {
            int nodes = trees.trees() << level;
            value =
                    tf.select(
                            isLeft(tf, trees, level, columns),
                            rows(tf, value, 0, nodes),
                            rows(tf, value, nodes, nodes));
        }
        return value;
    }

    /** Which questions of a level lead to the left, {@code [nodes, N]}. */
    private static Operand<TBool> isLeft(
            Ops tf, TreeEnsemble trees, int level, Operand<TFloat32> columns) {
        float[] thresholds = trees.thresholds(level);
        return tf.math.less(
                tf.gather(columns, tf.constant(trees.features(level)), tf.constant(0)),
                tf.constant(column(thresholds, 0, thresholds.length)));
    }

    private static Operand<TFloat32> rows(Ops tf, Operand<TFloat32> matrix, int from, int count) {
        return tf.slice(
                matrix, tf.constant(new int[] {from, 0}), tf.constant(new int[] {count, -1}));
    }

    private static float[][] column(float[] values, int from, int count) {
        List<float[]> column = new ArrayList<>(count);
        for (int i = from; i < from + count; i++) {
            column.add(new float[] {values[i]});
        }
        return column.toArray(float[][]::new);
    }
}
