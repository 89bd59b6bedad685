// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.metric;

import dev.sluice.decisioning.calibration.Calibration;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class CalibrationFiguresTest {

    @Test
    void measuresTheDistanceOfMeanAndRateInBinsOfEqualSize() {
        double[] probability = {0.1, 0.2, 0.6, 0.8};
        boolean[] bad = {false, true, true, true};

        CalibrationFigures figures = CalibrationFigures.of(probability, bad, 2, 0);

        // (|0.3 - 1| + |1.4 - 2|) / 4
        assertThat(figures.ece()).isCloseTo(0.325, within(1e-12));
        // squares 0.01 + 0.64 + 0.16 + 0.04, of a rate of 0.75: 4 * 0.1875
        assertThat(figures.brierSkill()).isCloseTo(1 - 0.85 / 0.75, within(1e-12));
    }

    @Test
    void seesThatProbabilitiesAreTooBoldOrTooTimid() {
        assertThat(slope(1)).isCloseTo(1, within(0.05));
        assertThat(slope(2)).isCloseTo(0.5, within(0.03));
        assertThat(slope(0.5)).isCloseTo(2, within(0.1));
    }

    @Test
    void hasNoSlopeAndNoSkillWhereAllAreAlike() {
        CalibrationFigures figures =
                CalibrationFigures.of(new double[] {0.1, 0.3}, new boolean[2], 1, 0);

        assertThat(figures.slope()).isNaN();
        assertThat(figures.brierSkill()).isNaN();
    }

    @Test
    void refusesColumnsOfDifferentLengths() {
        assertThatThrownBy(() -> CalibrationFigures.of(new double[2], new boolean[3], 1, 0))
                .hasMessageContaining("2 probabilities, 3 labels");
    }

    /** Slope of labels drawn from log-odds of which so many times as much is claimed. */
    private static double slope(double boldness) {
        SplittableRandom random = new SplittableRandom(1);
        double[] claimed = new double[50_000];
        boolean[] bad = new boolean[claimed.length];
        for (int i = 0; i < claimed.length; i++) {
            double logit = random.nextGaussian() * 2;
            claimed[i] = Calibration.sigmoid(boldness * logit);
            bad[i] = random.nextDouble() < Calibration.sigmoid(logit);
        }
        return CalibrationFigures.of(claimed, bad, 10, 0).slope();
    }
}
