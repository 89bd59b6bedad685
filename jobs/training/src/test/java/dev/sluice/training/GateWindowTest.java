// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.gate.Thresholds;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class GateWindowTest {

    private static final Thresholds THRESHOLDS = new Thresholds(0.1, 0.5);
    private static final double FLAG = Calibration.logit(0.5);

    @Test
    void liesBetweenTheLastRowInsideAndTheFirstOneOutside() {
        double window = fit(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, new double[10], 0.2);

        assertThat(window).isCloseTo(2.5, within(1e-9));
    }

    @Test
    void makesRoomForNovelRows() {
        double[] novelty = new double[10];
        novelty[9] = 1;

        double window = fit(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, novelty, 0.2);

        assertThat(window).isCloseTo(1.5, within(1e-9));
    }

    @Test
    void isClosedWhereNovelRowsTakeAllRoom() {
        assertThat(fit(new double[] {1, 2}, new double[] {1, 1}, 0.5)).isZero();
        assertThat(fit(new double[] {1, 2}, new double[2], 0)).isZero();
    }

    @Test
    void takesTheNearerThreshold() {
        double review = Calibration.logit(0.1);
        double[] probability = {Calibration.sigmoid(review - 0.25), 0.999};

        assertThat(GateWindow.fit(probability, new double[2], THRESHOLDS, 0.999, 1))
                .isCloseTo(Calibration.logit(0.999) - FLAG, within(1e-9));
        assertThat(GateWindow.fit(probability, new double[2], THRESHOLDS, 0.999, 0.5))
                .isCloseTo((0.25 + Calibration.logit(0.999) - FLAG) / 2, within(1e-9));
    }

    private static double fit(double[] logitsAboveFlag, double[] novelty, double share) {
        double[] probability = new double[logitsAboveFlag.length];
        for (int i = 0; i < probability.length; i++) {
            probability[i] = Calibration.sigmoid(FLAG + logitsAboveFlag[i]);
        }
        return GateWindow.fit(probability, novelty, THRESHOLDS, 0.999, share);
    }
}
