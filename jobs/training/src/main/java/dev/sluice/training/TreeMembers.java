// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;

/**
 * The boosted models whose mean the networks of the deep model correct.
 *
 * <p>Each was boosted on shares of the rows and features of its own. A member's columns of the
 * state are the sums of parts of its trees, so a pass that leaves columns out asks a part of the
 * trees: Malinin, Prokhorenkova and Ustimenko, "Uncertainty in Gradient Boosting via Ensembles",
 * 2021, sample members from one boosted model in the same spirit.
 */
final class TreeMembers {

    /** Columns of a member's state: tree t counts into column {@code t % COLUMNS}. */
    static final int COLUMNS = 32;

    /** Chosen on the handbook's validation weeks 2018-06-20 to 07-11. */
    private static final TreeBoosting BOOSTING = new TreeBoosting(128, 4, 0.08, 0.5, 0.3);

    /** The training range is cut into so many parts, each judged by trees of the others. */
    private static final int FOLDS = 3;

    private final List<TreeEnsemble> members;
    private final float prior;

    private TreeMembers(List<TreeEnsemble> members, float prior) {
        this.members = members;
        this.prior = prior;
    }

    /**
     * Members, and what members like them say of rows that they were not boosted on.
     *
     * @param members the members
     * @param unseen their columns of each row, row-major {@code [rows * width]}, by members that
     *     were boosted without the third of the time that the row is of
     */
    record Fitted(TreeMembers members, float[] unseen) {}

    /** Boosts members. */
    static Fitted fit(TrainingData data, int members, long seed, Workshop<TreeEnsemble> workshop) {
        float[] labels = Labels.of(data);
        double prior = Labels.prior(data);
        int width = data.inputs().features().size();
        for (int member = 0; member < members; member++) {
            long own = seed + member;
            workshop.add(
                    name(member, FOLDS),
                    1,
                    progress -> done(BOOSTING.fit(data.features(), labels, prior, own), progress));
            for (int fold = 0; fold < FOLDS; fold++) {
                int from = start(data, fold);
                int to = start(data, fold + 1);
                workshop.add(
                        name(member, fold),
                        1,
                        progress ->
                                done(
                                        BOOSTING.fit(
                                                without(data.features(), width, from, to),
                                                without(labels, 1, from, to),
                                                prior,
                                                own),
                                        progress));
            }
        }
        Map<String, TreeEnsemble> trees = workshop.run();
        float[] unseen = new float[Math.multiplyExact(data.rows(), members * COLUMNS)];
        List<TreeEnsemble> whole = new ArrayList<>();
        for (int member = 0; member < members; member++) {
            whole.add(trees.get(name(member, FOLDS)));
            for (int fold = 0; fold < FOLDS; fold++) {
                int from = start(data, fold);
                float[] columns =
                        trees.get(name(member, fold))
                                .margins(
                                        data.features(),
                                        width,
                                        from,
                                        start(data, fold + 1),
                                        COLUMNS);
                for (int row = 0; row < columns.length / COLUMNS; row++) {
                    System.arraycopy(
                            columns,
                            row * COLUMNS,
                            unseen,
                            ((from + row) * members + member) * COLUMNS,
                            COLUMNS);
                }
            }
        }
        return new Fitted(new TreeMembers(whole, (float) prior), unseen);
    }

    /**
     * The same members boosted on other rows, from the same log-odds: what was learned over these
     * members stands as well over those.
     */
    TreeMembers boostedOn(TrainingData data, long seed, Workshop<TreeEnsemble> workshop) {
        float[] labels = Labels.of(data);
        for (int member = 0; member < members(); member++) {
            long own = seed + member;
            workshop.add(
                    name(member, FOLDS),
                    1,
                    progress -> done(BOOSTING.fit(data.features(), labels, prior, own), progress));
        }
        return new TreeMembers(List.copyOf(workshop.run().values()), prior);
    }

    int members() {
        return members.size();
    }

    /** Columns of all members. */
    int width() {
        return members.size() * COLUMNS;
    }

    /** Log-odds that each member's columns add to. */
    float prior() {
        return prior;
    }

    /** The columns of all members, {@code [N, width()]}. */
    Operand<TFloat32> state(Ops tf, Operand<TFloat32> x) {
        List<Operand<TFloat32>> columns = new ArrayList<>();
        TreeGraph graph = new TreeGraph(tf, members, x);
        for (TreeEnsemble member : members) {
            columns.add(graph.margins(member, COLUMNS));
        }
        return columns.size() == 1 ? columns.get(0) : tf.concat(columns, tf.constant(1));
    }

    /**
     * The mean log-odds of the members for each row.
     *
     * @param columns row-major columns of all members
     */
    float[] meanLogits(float[] columns) {
        float[] logits = new float[columns.length / width()];
        for (int row = 0; row < logits.length; row++) {
            double sum = 0;
            for (int i = 0; i < width(); i++) {
                sum += columns[row * width() + i];
            }
            logits[row] = (float) (prior + sum / members());
        }
        return logits;
    }

    private static TreeEnsemble done(TreeEnsemble trees, DoubleConsumer progress) {
        progress.accept(1);
        return trees;
    }

    private static float[] without(float[] values, int width, int from, int to) {
        float[] rest = new float[values.length - (to - from) * width];
        System.arraycopy(values, 0, rest, 0, from * width);
        System.arraycopy(values, to * width, rest, from * width, values.length - to * width);
        return rest;
    }

    private static int start(TrainingData data, int fold) {
        return (int) ((long) data.rows() * fold / FOLDS);
    }

    private static String name(int member, int fold) {
        return "trees-" + member + (fold == FOLDS ? "" : "-without-" + fold);
    }
}
