// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.metric;

import dev.sluice.decisioning.metric.NabScorer.Optimum;
import dev.sluice.decisioning.metric.NabSeries.Window;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class NabScorerTest {

    private static final NabProfile STANDARD = new NabProfile("standard", 1, 1, 0.11);
    private static final NabProfile LOW_FP = new NabProfile("reward_low_FP_rate", 1, 1, 0.22);
    private static final NabProfile LOW_FN = new NabProfile("reward_low_FN_rate", 1, 2, 0.11);
    private static final List<NabProfile> PROFILES = List.of(STANDARD, LOW_FP, LOW_FN);

    /** Forty rows, six of them on probation, a window of five rows. */
    private static final NabSeries SERIES = new NabSeries(40, List.of(new Window(10, 14)));

    /** tanh(2.5): what the benchmark divides by so that the earliest detection is worth 1. */
    private static final double EARLIEST = 0.986614298151430;

    @ParameterizedTest
    @CsvSource({
        // rows that fire, raw score under the standard profile
        "10, 1",
        "12, 0.917429",
        "14, 0.468387",
        "10 11 12 13 14, 1",
        "11 14, 0.977107",
        "9, -1.11",
        "5, -1",
        "10 9, 0.89",
        "10 15, 0.938994",
        "10 18, 0.891472",
        "10 26, 0.890000",
        "10 27 28 39, 0.67",
        "15 39, -1.171006",
    })
    void earlyDetectionsAreWorthMoreAndFalseAlarmsCost(String fired, double raw) {
        double[] scores = new double[SERIES.rows()];
        for (String row : fired.split(" ", -1)) {
            scores[Integer.parseInt(row)] = 1;
        }

        double score = new NabScorer(List.of(SERIES)).at(STANDARD, new double[][] {scores}, 1);

        // null -1, perfect 1
        assertThat(score).isCloseTo(100 * (raw + 1) / 2, within(1e-4));
    }

    @Test
    void profilesWeighFalseAlarmsAndMisses() {
        NabScorer scorer =
                new NabScorer(List.of(SERIES, new NabSeries(40, List.of(new Window(20, 20)))));
        double[][] scores = new double[2][40];
        scores[0][10] = 1;
        scores[0][7] = 1;

        // one window found, one missed, one false alarm before all windows
        assertThat(scorer.at(STANDARD, scores, 1))
                .isCloseTo(100 * (1 - 1 - 0.11 + 2) / 4, within(1e-9));
        assertThat(scorer.at(LOW_FP, scores, 1))
                .isCloseTo(100 * (1 - 1 - 0.22 + 2) / 4, within(1e-9));
        assertThat(scorer.at(LOW_FN, scores, 1))
                .isCloseTo(100 * (1 - 2 - 0.11 + 4) / 6, within(1e-9));
    }

    @Test
    void nullDetectorScoresZeroAndAPerfectOneHundred() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            List<NabSeries> corpus = corpus(random);
            NabScorer scorer = new NabScorer(corpus);
            for (NabProfile profile : PROFILES) {
                double[][] silent = scores(corpus, () -> 0);
                assertThat(scorer.at(profile, silent, 0.5)).as("seed %d", seed).isZero();
                assertThat(scorer.best(profile, perfect(corpus)))
                        .as("seed %d", seed)
                        .isEqualTo(new Optimum(100, 1));
            }
        }
    }

    @Test
    void nothingIsBetterThanOnlyFalseAlarms() {
        double[][] wrong = new double[1][40];
        Arrays.fill(wrong[0], 0, 10, 1);
        wrong[0][39] = 0.5;
        Arrays.fill(wrong[0], 10, 15, -1);
        Arrays.fill(wrong[0], 15, 39, 0.5);

        assertThat(new NabScorer(List.of(SERIES)).best(new NabProfile("strict", 1, 1, 9), wrong))
                .isEqualTo(new Optimum(0, Double.POSITIVE_INFINITY));
    }

    @Test
    void rowsOnProbationDoNotCount() {
        assertThat(new NabSeries(40, List.of()).probation()).isEqualTo(6);
        assertThat(new NabSeries(1127, List.of()).probation()).isEqualTo(169);
        assertThat(new NabSeries(22_695, List.of()).probation()).isEqualTo(750);

        double[][] scores = perfect(List.of(SERIES));
        Arrays.fill(scores[0], 0, 6, 9);
        assertThat(new NabScorer(List.of(SERIES)).best(STANDARD, scores).score()).isEqualTo(100);
        scores[0][6] = 9;
        assertThat(new NabScorer(List.of(SERIES)).best(STANDARD, scores).score())
                .isCloseTo(100 * (1 - 0.11 + 1) / 2, within(1e-9));
    }

    @Test
    void onlyTheOrderOfScoresCounts() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<DoubleUnaryOperator> rising = List.of(x -> 3 * x - 7, x -> x * x * x, Math::exp);
        for (int round = 0; round < 100; round++) {
            List<NabSeries> corpus = corpus(random);
            NabScorer scorer = new NabScorer(corpus);
            double[][] scores = scores(corpus, () -> random.nextInt(20) / 4.0);
            for (DoubleUnaryOperator change : rising) {
                double[][] changed =
                        Arrays.stream(scores)
                                .map(one -> DoubleStream.of(one).map(change).toArray())
                                .toArray(double[][]::new);
                for (NabProfile profile : PROFILES) {
                    Optimum before = scorer.best(profile, scores);
                    Optimum after = scorer.best(profile, changed);
                    assertThat(after.score()).as("seed %d", seed).isEqualTo(before.score());
                    if (Double.isFinite(before.threshold())) {
                        assertThat(after.threshold())
                                .as("seed %d", seed)
                                .isEqualTo(change.applyAsDouble(before.threshold()));
                    }
                }
            }
        }
    }

    @Test
    void theSweepFindsWhatTryingEveryThresholdFinds() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<NabSeries> corpus = corpus(random);
            int levels = 2 + random.nextInt(30);
            double[][] scores = scores(corpus, () -> random.nextInt(levels));
            NabScorer scorer = new NabScorer(corpus);
            for (NabProfile profile : PROFILES) {
                double brute = 0;
                for (int threshold = 0; threshold < levels; threshold++) {
                    double score = byDefinition(profile, corpus, scores, threshold);
                    assertThat(scorer.at(profile, scores, threshold))
                            .as("seed %d", seed)
                            .isCloseTo(score, within(1e-9));
                    brute = Math.max(brute, score);
                }
                Optimum best = scorer.best(profile, scores);
                assertThat(best.score()).as("seed %d", seed).isCloseTo(brute, within(1e-9));
                assertThat(scorer.at(profile, scores, best.threshold()))
                        .as("seed %d", seed)
                        .isCloseTo(brute, within(1e-9));
            }
        }
    }

    @Test
    void refusesWhatCannotBeScored() {
        NabScorer scorer = new NabScorer(List.of(SERIES));
        assertThatThrownBy(() -> scorer.best(STANDARD, new double[1][39]))
                .hasMessageContaining("39 scores of series 0; expected one for each of its 40");
        assertThatThrownBy(() -> scorer.best(STANDARD, new double[2][40]))
                .hasMessageContaining("Scores of 2 series; expected 1");
        double[][] unknown = new double[1][40];
        unknown[0][20] = Double.NaN;
        assertThatThrownBy(() -> scorer.best(STANDARD, unknown)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new NabScorer(List.of(new NabSeries(9, List.of()))))
                .hasMessageContaining("1 series have no window");
        assertThatThrownBy(() -> new NabSeries(9, List.of(new Window(3, 5), new Window(5, 6))))
                .hasMessageContaining("first=5, last=6");
        assertThatThrownBy(() -> new NabSeries(9, List.of(new Window(3, 9))))
                .hasMessageContaining("within rows 0 to 8");
        assertThatThrownBy(() -> new NabProfile("odd", 1, 1, -0.5))
                .hasMessageContaining("'odd' has falsePositive -0.5");
    }

    /** The description, row by row, without any economy. */
    private static double byDefinition(
            NabProfile profile, List<NabSeries> corpus, double[][] scores, double threshold) {
        double raw = 0;
        int windows = 0;
        for (int s = 0; s < corpus.size(); s++) {
            NabSeries series = corpus.get(s);
            double[] found = new double[series.windows().size()];
            Arrays.fill(found, -profile.falseNegative());
            for (int row = series.probation(); row < series.rows(); row++) {
                if (scores[s][row] < threshold) {
                    continue;
                }
                int inside = -1;
                Window last = null;
                for (int w = 0; w < found.length; w++) {
                    Window window = series.windows().get(w);
                    inside = row >= window.first() && row <= window.last() ? w : inside;
                    last = row > window.last() ? window : last;
                }
                if (inside >= 0) {
                    Window window = series.windows().get(inside);
                    double p = -(window.last() - row + 1.0) / window.width();
                    found[inside] = Math.max(found[inside], Math.tanh(-2.5 * p) / EARLIEST);
                } else if (last == null) {
                    raw -= profile.falsePositive();
                } else {
                    double q = (row - last.last()) / (last.width() - 1.0);
                    raw += profile.falsePositive() * (q > 3 ? -1 : Math.tanh(-2.5 * q));
                }
            }
            raw += DoubleStream.of(found).sum();
            windows += found.length;
        }
        double nothing = -profile.falseNegative() * windows;
        return 100 * (raw - nothing) / (windows - nothing);
    }

    private static List<NabSeries> corpus(Random random) {
        List<NabSeries> corpus = new ArrayList<>();
        corpus.add(SERIES);
        for (int i = random.nextInt(4); i > 0; i--) {
            int rows = 30 + random.nextInt(100);
            List<Window> windows = new ArrayList<>();
            // the first window begins behind the probation, so that it can be found
            int free = (int) (0.15 * rows);
            while (free < rows && random.nextInt(4) > 0) {
                int first = free + random.nextInt(rows - free);
                int last = Math.min(rows - 1, first + random.nextInt(12));
                windows.add(new Window(first, last));
                free = last + 1;
            }
            corpus.add(new NabSeries(rows, windows));
        }
        return corpus;
    }

    private static double[][] scores(List<NabSeries> corpus, DoubleSupplier next) {
        return corpus.stream()
                .map(series -> DoubleStream.generate(next).limit(series.rows()).toArray())
                .toArray(double[][]::new);
    }

    private static double[][] perfect(List<NabSeries> corpus) {
        return corpus.stream()
                .map(
                        series ->
                                IntStream.range(0, series.rows())
                                        .mapToDouble(row -> firstOfAWindow(series, row) ? 1 : 0)
                                        .toArray())
                .toArray(double[][]::new);
    }

    private static boolean firstOfAWindow(NabSeries series, int row) {
        return series.windows().stream().anyMatch(window -> window.first() == row);
    }
}
