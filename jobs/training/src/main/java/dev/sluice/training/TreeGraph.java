// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Trees as operations of a graph, so that one engine serves networks and trees.
 *
 * <p>Each question that any of the trees asks is answered once for all rows: trees that were
 * boosted on the same rows ask many of them again. The answers of a level are then fetched, and
 * leaves chosen upwards from the deepest level: no step depends on where a row is in a tree, which
 * makes each a plain loop over long rows. The idea is that of the tree strategies of Nakandala et
 * al., "A Tensor Compiler for Unified Machine Learning Prediction Serving" (Hummingbird), OSDI
 * 2020. Questions lie along the first dimension and records along the second, so that fetching an
 * answer copies one piece, a byte a record.
 */
final class TreeGraph {

    private final Ops tf;
    private final Map<Question, Integer> places = new LinkedHashMap<>();

    /** Whether the answer to a question is yes, {@code [questions, N]}. */
    private final Operand<TBool> answers;

    /** Is a feature below a threshold? */
    private record Question(int feature, float threshold) implements Comparable<Question> {

        private static final Comparator<Question> ORDER =
                Comparator.comparingInt(Question::feature).thenComparingDouble(Question::threshold);

        @Override
        public int compareTo(Question other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * Asks what some ensembles ask.
     *
     * @param x features, {@code [N, F]}
     */
    TreeGraph(Ops tf, List<TreeEnsemble> ensembles, Operand<TFloat32> x) {
        this.tf = tf;
        TreeSet<Question> questions = new TreeSet<>();
        for (TreeEnsemble trees : ensembles) {
            for (int level = 0; level < trees.depth(); level++) {
                for (int node = 0; node < trees.trees() << level; node++) {
                    questions.add(question(trees, level, node));
                }
            }
        }
        int[] features = new int[questions.size()];
        float[] thresholds = new float[questions.size()];
        for (Question question : questions) {
            int place = places.size();
            places.put(question, place);
            features[place] = question.feature();
            thresholds[place] = question.threshold();
        }
        Operand<TFloat32> columns = tf.linalg.transpose(x, tf.constant(new int[] {1, 0}));
        answers =
                tf.math.less(
                        tf.gather(columns, tf.constant(features), tf.constant(0)),
                        tf.constant(column(thresholds, 0, thresholds.length)));
    }

    /**
     * What trees say of a batch, in parts as {@link TreeEnsemble#margins}.
     *
     * @param trees one of the ensembles
     * @param parts number of parts, a divisor of the number of trees
     * @return {@code [N, parts]}
     */
    Operand<TFloat32> margins(TreeEnsemble trees, int parts) {
        Operand<TFloat32> value = values(trees);
        Operand<TFloat32> sums = rows(value, 0, parts);
        for (int from = parts; from < trees.trees(); from += parts) {
            sums = tf.math.add(sums, rows(value, from, parts));
        }
        return tf.linalg.transpose(sums, tf.constant(new int[] {1, 0}));
    }

    /**
     * The sum of all trees, {@code [N]}.
     *
     * @param trees one of the ensembles
     */
    Operand<TFloat32> total(TreeEnsemble trees) {
        return tf.sum(values(trees), tf.constant(0));
    }

    /** The leaf of each tree, {@code [trees, N]}. */
    private Operand<TFloat32> values(TreeEnsemble trees) {
        int bottom = trees.depth() - 1;
        int half = trees.trees() << bottom;
        float[] leaves = trees.leaves();
        Operand<TFloat32> value =
                tf.select(
                        isLeft(trees, bottom),
                        tf.constant(column(leaves, 0, half)),
                        tf.constant(column(leaves, half, half)));
        for (int level = bottom - 1; level >= 0; level--) {
            int nodes = trees.trees() << level;
            value =
                    tf.select(
                            isLeft(trees, level), rows(value, 0, nodes), rows(value, nodes, nodes));
        }
        return value;
    }

    /** Which nodes of a level lead to the left, {@code [nodes, N]}. */
    private Operand<TBool> isLeft(TreeEnsemble trees, int level) {
        int[] asked = new int[trees.trees() << level];
        for (int node = 0; node < asked.length; node++) {
            asked[node] = places.get(question(trees, level, node));
        }
        return tf.gather(answers, tf.constant(asked), tf.constant(0));
    }

    private static Question question(TreeEnsemble trees, int level, int node) {
        return new Question(trees.features(level)[node], trees.thresholds(level)[node]);
    }

    private Operand<TFloat32> rows(Operand<TFloat32> matrix, int from, int count) {
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
