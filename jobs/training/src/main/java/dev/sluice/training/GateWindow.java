// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.gate.Thresholds;

import java.util.Arrays;

/** Finds the width of the gate's window that escalates a given share of some rows. */
final class GateWindow {

    private GateWindow() {}

    /**
     * Half width in logits around each threshold within which, together with the novel rows, at
     * most the given share of the rows lies; 0 if the novel rows alone are as many.
     *
     * @param probability calibrated probability of each row
     * @param novelty novelty of each row
     */
    static double fit(
            double[] probability,
            double[] novelty,
            Thresholds thresholds,
            double novelFrom,
            double share) {
        double review = Calibration.logit(thresholds.review());
        double flag = Calibration.logit(thresholds.flag());
        double[] distance = new double[probability.length];
        int known = 0;
        for (int i = 0; i < probability.length; i++) {
            if (novelty[i] < novelFrom) {
                double logit = Calibration.logit(probability[i]);
                distance[known++] = Math.min(Math.abs(logit - review), Math.abs(logit - flag));
            }
        }
        int inside = (int) (share * probability.length) - (probability.length - known);
        if (inside <= 0 || known == 0) {
            return 0;
        }
        double[] sorted = Arrays.copyOf(distance, known);
        Arrays.sort(sorted);
        if (inside >= known) {
            return sorted[known - 1];
        }
        // Between the last row inside and the first one outside, so that rounding decides nothing.
        return (sorted[inside - 1] + sorted[inside]) / 2;
    }
}
