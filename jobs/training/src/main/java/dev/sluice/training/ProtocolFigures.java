// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.decisioning.metric.CardPrecision;
import dev.sluice.decisioning.metric.RankingMetrics;

import java.util.Arrays;

/**
 * What a published table has of one model on one fold.
 *
 * @param auc area under the ROC curve
 * @param averagePrecision average precision
 * @param cardPrecision card precision at {@value #CARDS}
 */
public record ProtocolFigures(double auc, double averagePrecision, double cardPrecision) {

    /** Cards that are looked at a day. */
    public static final int CARDS = 100;

    private static final long DAY_MS = 86_400_000L;

    /**
     * Figures of scores on test rows.
     *
     * @param test rows that are scored
     * @param scores score of each of these rows, in their order; higher is worse
     * @param timesMs event time of each row of the table
     * @param customers customer of each row of the table
     * @param fraud label of each row of the table
     */
    public static ProtocolFigures of(
            ProtocolSplit.Rows test,
            double[] scores,
            long[] timesMs,
            long[] customers,
            boolean[] fraud) {
        int[] rows = test.toArray();
        boolean[] bad = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            bad[i] = fraud[rows[i]];
        }
        long[] days =
                Arrays.stream(rows).mapToLong(row -> Math.floorDiv(timesMs[row], DAY_MS)).toArray();
        long[] cards = Arrays.stream(rows).mapToLong(row -> customers[row]).toArray();
        return new ProtocolFigures(
                RankingMetrics.auc(scores, bad),
                RankingMetrics.averagePrecision(scores, bad),
                CardPrecision.at(CARDS, days, cards, scores, bad));
    }
}
