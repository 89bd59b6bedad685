// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.calibration;

import dev.sluice.decisioning.calibration.Calibration.Bin;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class CalibrationFitterTest {

    @Test
    void findsTheLineThatTheLabelsWereDrawnFrom() {
        for (long seed = 0; seed < 3; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int rows = 60_000;
            double[] raw = new double[rows];
            boolean[] bad = new boolean[rows];
            for (int i = 0; i < rows; i++) {
                double logit = random.nextDouble() * 8 - 6;
                raw[i] = Calibration.sigmoid(logit);
                bad[i] = random.nextDouble() < Calibration.sigmoid(0.7 * logit - 0.4);
            }

            Calibration fitted = CalibrationFitter.fit(raw, bad, 20);

            assertThat(fitted.slope()).as("seed %d", seed).isCloseTo(0.7, within(0.03));
            assertThat(fitted.intercept()).as("seed %d", seed).isCloseTo(-0.4, within(0.06));
        }
    }

    @Test
    void meetsTheRateOfTheSmoothedTargets() {
        // At the optimum the mean probability equals the mean target: here (1 * 2/3 + 3 * 1/5) / 4.
        double[] raw = {0.2, 0.3, 0.6, 0.7};
        boolean[] bad = {false, true, false, false};

        Calibration fitted = CalibrationFitter.fit(raw, bad, 1);
        double mean = Arrays.stream(raw).map(fitted::apply).average().orElseThrow();

        assertThat(mean).isCloseTo((2.0 / 3 + 3.0 / 5) / 4, within(1e-6));
    }

    @Test
    void neverTurnsARanking() {
        double[] raw = {0.1, 0.2, 0.8, 0.9};
        boolean[] bad = {true, true, false, false};

        assertThat(CalibrationFitter.fit(raw, bad, 1).slope()).isEqualTo(1);
    }

    @Test
    void fitsRowsOfOneKind() {
        double[] raw = new double[100];
        Arrays.fill(raw, 0.5);

        Calibration good = CalibrationFitter.fit(raw, new boolean[100], 4);

        assertThat(good.apply(0.5)).isCloseTo(1.0 / 102, within(1e-6));
        assertThat(good.low(0.5)).isZero();
    }

    @Test
    void computesWilsonsInterval() {
        // 1 of 10 at 95 %: 0.0179 to 0.4042 (Newcombe 1998, table I has the method).
        double[] interval = CalibrationFitter.wilson(1, 10);
        assertThat(interval[0]).isCloseTo(0.017876, within(1e-5));
        assertThat(interval[1]).isCloseTo(0.404150, within(1e-5));
        assertThat(CalibrationFitter.wilson(0, 10)[0]).isZero();
        assertThat(CalibrationFitter.wilson(10, 10)[1]).isEqualTo(1);
    }

    @Test
    void coversMostRatesAndTellsHighOnesApart() {
        SplittableRandom random = new SplittableRandom(7);
        int rows = 50_000;
        double[] raw = new double[rows];
        boolean[] bad = new boolean[rows];
        for (int i = 0; i < rows; i++) {
            raw[i] = Calibration.sigmoid(random.nextDouble() * 10 - 9);
            bad[i] = random.nextDouble() < raw[i];
        }

        Calibration fitted = CalibrationFitter.fit(raw, bad, 20);

        assertThat(fitted.bins()).hasSizeBetween(20, 41);
        assertThat(fitted.bins().stream().filter(bin -> bin.upTo() > 0.1).count())
                .isGreaterThanOrEqualTo(5);
        assertThat(fitted.bins())
                .allSatisfy(bin -> assertThat(bin.high()).isGreaterThan(bin.low()));
        int inside = 0;
        double from = 0;
        for (Bin bin : fitted.bins()) {
            double middle = (from + bin.upTo()) / 2;
            inside += bin.low() <= middle && middle <= bin.high() ? 1 : 0;
            from = bin.upTo();
        }
        assertThat(inside).isGreaterThan(fitted.bins().size() / 2);
    }

    @Test
    void keepsEqualProbabilitiesInOneBin() {
        double[] raw = new double[1000];
        boolean[] bad = new boolean[1000];
        Arrays.fill(raw, 0, 990, 0.01);
        Arrays.fill(raw, 990, 1000, 0.9);
        Arrays.fill(bad, 985, 1000, true);

        assertThat(CalibrationFitter.fit(raw, bad, 10).bins()).hasSize(1);
    }

    @Test
    void refusesNothingToFit() {
        assertThatThrownBy(() -> CalibrationFitter.fit(new double[0], new boolean[0], 5))
                .hasMessageContaining("0 probabilities");
        assertThatThrownBy(() -> CalibrationFitter.fit(new double[2], new boolean[1], 5))
                .hasMessageContaining("1 labels");
    }

    @Test
    void aWeightCountsLikeAsManyRowsOfItsKind() {
        SplittableRandom random = new SplittableRandom(7);
        int rows = 4_000;
        double[] raw = new double[rows];
        boolean[] bad = new boolean[rows];
        double[] weight = new double[rows];
        double[] squares = new double[rows];
        double[] allRaw = new double[3 * rows];
        boolean[] allBad = new boolean[3 * rows];
        for (int i = 0; i < rows; i++) {
            raw[i] = random.nextDouble();
            bad[i] = random.nextDouble() < raw[i];
            weight[i] = 3;
            // three rows of weight 1 that are told as one
            squares[i] = 3;
            Arrays.fill(allRaw, 3 * i, 3 * i + 3, raw[i]);
            Arrays.fill(allBad, 3 * i, 3 * i + 3, bad[i]);
        }

        Calibration weighted =
                CalibrationFitter.fit(new WeightedRows(raw, bad, weight, squares), 10);
        Calibration repeated = CalibrationFitter.fit(allRaw, allBad, 10);

        assertThat(weighted.slope()).isCloseTo(repeated.slope(), within(1e-9));
        assertThat(weighted.intercept()).isCloseTo(repeated.intercept(), within(1e-9));
        assertThat(weighted.bins()).hasSameSizeAs(repeated.bins());
        for (int i = 0; i < weighted.bins().size(); i++) {
            Bin bin = weighted.bins().get(i);
            assertThat(bin.upTo()).isCloseTo(repeated.bins().get(i).upTo(), within(1e-9));
            assertThat(bin.low()).isCloseTo(repeated.bins().get(i).low(), within(1e-9));
            assertThat(bin.high()).isCloseTo(repeated.bins().get(i).high(), within(1e-9));
        }
    }

    @Test
    void intervalsAreAsWideAsTheEffectiveNumberAsksFor() {
        double[] raw = new double[400];
        boolean[] bad = new boolean[400];
        double[] weight = new double[400];
        double[] squares = new double[400];
        for (int i = 0; i < 400; i++) {
            raw[i] = 0.5;
            bad[i] = i % 4 == 0;
            weight[i] = 100;
            squares[i] = 100 * 100;
        }
        Bin weighted =
                CalibrationFitter.fit(new WeightedRows(raw, bad, weight, squares), 1).bins().get(0);
        Bin plain = CalibrationFitter.fit(raw, bad, 1).bins().get(0);

        assertThat(weighted.low()).isCloseTo(plain.low(), within(1e-9));
        assertThat(weighted.high()).isCloseTo(plain.high(), within(1e-9));
    }

    @Test
    void weightsThatAreNoneAreRefused() {
        double[] one = {1};
        double[] none = {0};
        assertThatThrownBy(() -> new WeightedRows(one, new boolean[1], none, one))
                .hasMessageContaining("row 0 weighs 0.0")
                .hasMessageContaining("expected positive numbers");
    }
}
