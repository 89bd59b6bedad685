// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.metric;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class RankingMetricsTest {

    private static final double EXACT = 1e-12;

    @Test
    void countsThePairsThatAreInOrder() {
        // Bad rows at 0.35 and 0.8, good ones at 0.1 and 0.4: three of four pairs are in order.
        assertThat(
                        RankingMetrics.auc(
                                new double[] {0.1, 0.4, 0.35, 0.8},
                                new boolean[] {false, false, true, true}))
                .isCloseTo(0.75, within(EXACT));
    }

    @Test
    void countsTiedPairsHalf() {
        // Pairs: (0.5, 0.5) half, (0.5, 0.2) in order.
        assertThat(
                        RankingMetrics.auc(
                                new double[] {0.5, 0.5, 0.2}, new boolean[] {true, false, false}))
                .isCloseTo(0.75, within(EXACT));
        assertThat(RankingMetrics.auc(new double[] {1, 1, 1}, new boolean[] {true, false, false}))
                .isCloseTo(0.5, within(EXACT));
    }

    @Test
    void sumsPrecisionOverTheRecallThatItBuys() {
        // Descending: bad (1/1), good, bad (2/3), good: 1/2 * 1 + 1/2 * 2/3, as scikit-learn's
        // page.
        assertThat(
                        RankingMetrics.averagePrecision(
                                new double[] {0.1, 0.4, 0.35, 0.8},
                                new boolean[] {false, false, true, true}))
                .isCloseTo(0.5 + 0.5 * 2 / 3, within(EXACT));
    }

    @Test
    void takesTiesAsOneThreshold() {
        // One step of two rows, one bad: precision 1/2, recall 1/2; then a bad one: 2/3.
        assertThat(
                        RankingMetrics.averagePrecision(
                                new double[] {0.9, 0.9, 0.5, 0.1},
                                new boolean[] {true, false, true, false}))
                .isCloseTo(0.5 * 0.5 + 0.5 * 2 / 3, within(EXACT));
    }

    @Test
    void givesThePrecisionOfTheHighestThresholdThatFindsEnough() {
        // Descending: bad, good, bad, good.
        double[] scores = {0.1, 0.4, 0.35, 0.8};
        boolean[] bad = {false, false, true, true};

        assertThat(RankingMetrics.precisionAt(scores, bad, new double[] {0.1, 0.5, 0.51, 1}))
                .containsExactly(1, 1, 2.0 / 3, 2.0 / 3);
        // tied rows are found together
        assertThat(
                        RankingMetrics.precisionAt(
                                new double[] {0.9, 0.9, 0.5},
                                new boolean[] {true, false, true},
                                new double[] {0.5, 1}))
                .containsExactly(0.5, 2.0 / 3);
        assertThat(RankingMetrics.precisionAt(scores, new boolean[4], new double[] {0.5}))
                .containsExactly(Double.NaN);
    }

    @Test
    void isNoNumberWhereThereIsNothingToRank() {
        boolean[] good = new boolean[2];
        assertThat(RankingMetrics.auc(new double[2], good)).isNaN();
        assertThat(RankingMetrics.auc(new double[2], new boolean[] {true, true})).isNaN();
        assertThat(RankingMetrics.averagePrecision(new double[2], good)).isNaN();
        assertThat(RankingMetrics.averagePrecision(new double[0], new boolean[0])).isNaN();
    }

    @Test
    void refusesScoresThatAreNoNumbersAndMissingLabels() {
        assertThatThrownBy(
                        () ->
                                RankingMetrics.auc(
                                        new double[] {1, Double.NaN}, new boolean[] {true, false}))
                .hasMessageContaining("row 1");
        assertThatThrownBy(() -> RankingMetrics.averagePrecision(new double[2], new boolean[3]))
                .hasMessageContaining("2 scores for 3 labels");
    }

    @Test
    void equalsTheCountOfAllPairsOnRandomRowsWithTies() {
        for (long seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int rows = random.nextInt(2, 60);
            double[] scores = new double[rows];
            boolean[] bad = new boolean[rows];
            for (int i = 0; i < rows; i++) {
                scores[i] = random.nextInt(10);
                bad[i] = random.nextInt(3) == 0;
            }
            bad[0] = true;
            bad[1] = false;

            assertThat(RankingMetrics.auc(scores, bad))
                    .as("seed %d", seed)
                    .isCloseTo(pairs(scores, bad), within(EXACT));
        }
    }

    private static double pairs(double[] scores, boolean[] bad) {
        double sum = 0;
        long pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (bad[i] && !bad[j]) {
                    pairs++;
                    sum += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }
        return sum / pairs;
    }
}
