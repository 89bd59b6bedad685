// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.metric;

import java.util.Arrays;
import java.util.Locale;

/** Orders rows by score without boxing them. */
final class Order {

    private Order() {}

    /**
     * The rows by descending score, equal scores by ascending row.
     *
     * @throws IllegalArgumentException if a score is no number or the arrays differ in length
     */
    static int[] descending(double[] scores, int labels) {
        if (scores.length != labels) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%d scores for %d labels; expected one score a row",
                            scores.length,
                            labels));
        }
        for (int i = 0; i < scores.length; i++) {
            if (Double.isNaN(scores[i])) {
                throw new IllegalArgumentException(
                        "Score of row " + i + " is NaN; expected a number");
            }
        }
        int[] order = new int[scores.length];
        Arrays.setAll(order, i -> i);
        sort(order, new int[order.length], 0, order.length, scores);
        return order;
    }

    /** Merge sort: stable, so equal scores stay in the order of their rows. */
    private static void sort(int[] order, int[] scratch, int from, int to, double[] scores) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        sort(order, scratch, from, middle, scores);
        sort(order, scratch, middle, to, scores);
        System.arraycopy(order, from, scratch, from, to - from);
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            boolean takeLeft =
                    right >= to
                            || (left < middle && scores[scratch[left]] >= scores[scratch[right]]);
            order[i] = takeLeft ? scratch[left++] : scratch[right++];
        }
    }
}
