// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import java.util.Arrays;
import java.util.List;

/**
 * Regression trees of one depth, complete, level by level: what {@link TreeBoosting} learned.
 *
 * <p>Level d has {@code 2^d * trees} nodes; node n of tree t stands at {@code n * trees + t}, and
 * its children on the next level are n and n + 2^d: so the left children of a level are its first
 * half and the right ones its second, which is what makes {@link TreeGraph} fast. A value below the
 * threshold goes left. Immutable after it was built.
 */
final class TreeEnsemble {

    private final int depth;
    private final int trees;
    private final int[][] features;
    private final float[][] thresholds;
    private final float[] leaves;

    private TreeEnsemble(int depth, int trees) {
        this.depth = depth;
        this.trees = trees;
        this.features = new int[depth][];
        this.thresholds = new float[depth][];
        for (int level = 0; level < depth; level++) {
            features[level] = new int[trees << level];
            thresholds[level] = new float[trees << level];
        }
        this.leaves = new float[trees << depth];
    }

    /** A node of a tree that need not be complete. */
    sealed interface Node {}

    /** An end. */
    record Leaf(float value) implements Node {}

    /** A question: is the feature below the threshold? */
    record Split(int feature, float threshold, Node left, Node right) implements Node {}

    /**
     * Completes trees to a depth.
     *
     * @throws IllegalArgumentException if a tree is deeper
     */
    static TreeEnsemble of(int depth, List<Node> roots) {
        TreeEnsemble ensemble = new TreeEnsemble(depth, roots.size());
        for (int tree = 0; tree < roots.size(); tree++) {
            ensemble.put(roots.get(tree), 0, 0, tree);
        }
        return ensemble;
    }

    int depth() {
        return depth;
    }

    int trees() {
        return trees;
    }

    int[] features(int level) {
        return features[level];
    }

    float[] thresholds(int level) {
        return thresholds[level];
    }

    float[] leaves() {
        return leaves;
    }

    /**
     * What the trees say of rows, in parts: tree t counts into part {@code t % parts}.
     *
     * @param rows row-major features
     * @param width features a row
     * @param from first row
     * @param to after the last row
     * @param parts number of parts
     * @return {@code [(to - from) * parts]}
     */
    float[] margins(float[] rows, int width, int from, int to, int parts) {
        float[] margins = new float[(to - from) * parts];
        for (int row = from; row < to; row++) {
            int at = row * width;
            int into = (row - from) * parts;
            for (int tree = 0; tree < trees; tree++) {
                int node = 0;
                for (int level = 0; level < depth; level++) {
                    int place = node * trees + tree;
                    boolean right = rows[at + features[level][place]] >= thresholds[level][place];
                    node += right ? 1 << level : 0;
                }
                margins[into + tree % parts] += leaves[node * trees + tree];
            }
        }
        return margins;
    }

    private void put(Node node, int level, int place, int tree) {
        int at = place * trees + tree;
        if (level == depth) {
            if (!(node instanceof Leaf leaf)) {
                throw new IllegalArgumentException(
                        "Tree " + tree + " is deeper than " + depth + ", the depth of all");
            }
            leaves[at] = leaf.value();
        } else if (node instanceof Split split) {
            features[level][at] = split.feature();
            thresholds[level][at] = split.threshold();
            put(split.left(), level + 1, place, tree);
            put(split.right(), level + 1, place + (1 << level), tree);
        } else {
            // either way leads to the same leaf
            thresholds[level][at] = Float.MAX_VALUE;
            put(node, level + 1, place, tree);
            put(node, level + 1, place + (1 << level), tree);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TreeEnsemble that
                && Arrays.deepEquals(features, that.features)
                && Arrays.deepEquals(thresholds, that.thresholds)
                && Arrays.equals(leaves, that.leaves);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(leaves);
    }
}
