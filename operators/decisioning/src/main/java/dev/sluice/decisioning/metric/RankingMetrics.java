// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.metric;

import java.util.Arrays;

/**
 * How well scores put the bad rows first.
 *
 * <p>Rows with equal scores count as one step, so the order of rows never matters.
 */
public final class RankingMetrics {

    private RankingMetrics() {}

    /**
     * Area under the ROC curve: the chance that a bad row scores higher than a good one, ties half.
     *
     * <p>Mann and Whitney's U over the number of pairs.
     *
     * @param scores one a row, higher is worse
     * @param bad whether a row is bad
     * @return from 0 to 1, NaN if the rows are all good or all bad
     */
    public static double auc(double[] scores, boolean[] bad) {
        int[] order = Order.descending(scores, bad.length);
        long goodAbove = 0;
        long badRows = 0;
        double inverted = 0;
        for (int from = 0; from < order.length; ) {
            int to = endOfTie(order, scores, from);
            long goodHere = 0;
            for (int i = from; i < to; i++) {
                if (!bad[order[i]]) {
                    goodHere++;
                }
            }
            long badHere = to - from - goodHere;
            inverted += badHere * (goodAbove + goodHere / 2.0);
            goodAbove += goodHere;
            badRows += badHere;
            from = to;
        }
        return badRows == 0 || goodAbove == 0
                ? Double.NaN
                : 1 - inverted / ((double) badRows * goodAbove);
    }

    /**
     * Average precision: the sum over all thresholds of precision times the recall gained, as
     * scikit-learn's {@code average_precision_score} defines it.
     *
     * @param scores one a row, higher is worse
     * @param bad whether a row is bad
     * @return from 0 to 1, NaN if no row is bad
     */
    public static double averagePrecision(double[] scores, boolean[] bad) {
        int[] order = Order.descending(scores, bad.length);
        long found = 0;
        double sum = 0;
        for (int from = 0; from < order.length; ) {
            int to = endOfTie(order, scores, from);
            long before = found;
            for (int i = from; i < to; i++) {
                if (bad[order[i]]) {
                    found++;
                }
            }
            sum += (found - before) * ((double) found / to);
            from = to;
        }
        return found == 0 ? Double.NaN : sum / found;
    }

    /**
     * Precision at each of some recalls: that of the highest threshold that finds at least such a
     * share of the bad rows.
     *
     * @param scores one a row, higher is worse
     * @param bad whether a row is bad
     * @param recalls recalls above 0 and up to 1, ascending
     * @return a precision a recall, NaN if no row is bad
     */
    public static double[] precisionAt(double[] scores, boolean[] bad, double[] recalls) {
        int[] order = Order.descending(scores, bad.length);
        long all = 0;
        for (boolean label : bad) {
            all += label ? 1 : 0;
        }
        double[] precisions = new double[recalls.length];
        Arrays.fill(precisions, Double.NaN);
        long found = 0;
        int next = 0;
        for (int from = 0; from < order.length && all > 0 && next < recalls.length; ) {
            int to = endOfTie(order, scores, from);
            for (int i = from; i < to; i++) {
                found += bad[order[i]] ? 1 : 0;
            }
            for (; next < recalls.length && found >= recalls[next] * all - 1e-9; next++) {
                precisions[next] = (double) found / to;
            }
            from = to;
        }
        return precisions;
    }

    private static int endOfTie(int[] order, double[] scores, int from) {
        int to = from + 1;
        while (to < order.length && scores[order[to]] == scores[order[from]]) {
            to++;
        }
        return to;
    }
}
