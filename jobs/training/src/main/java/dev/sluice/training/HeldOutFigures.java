// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.decisioning.metric.CalibrationFigures;
import dev.sluice.decisioning.metric.RankingMetrics;

import java.util.Map;
import java.util.TreeMap;

/** Figures of scores on held-out rows, by the names that manifests and reports give them. */
final class HeldOutFigures {

    static final String AVERAGE_PRECISION = "held-out-ap";

    private static final int BINS = 10;
    private static final double SLOPE_FROM = 0.02;

    private HeldOutFigures() {}

    /**
     * How far calibrated probabilities can be believed, as far as that exists; on the rows that
     * they were calibrated on, so a little too good.
     */
    static Map<String, Double> ofCalibrated(double[] probability, TrainingData heldOut) {
        CalibrationFigures calibration =
                CalibrationFigures.of(probability, heldOut.bad(), BINS, SLOPE_FROM);
        Map<String, Double> figures = new TreeMap<>();
        figures.put("held-out-ece", calibration.ece());
        figures.put("held-out-calibration-slope", calibration.slope());
        figures.put("held-out-brier-skill", calibration.brierSkill());
        figures.values().removeIf(figure -> !Double.isFinite(figure));
        return figures;
    }

    /** Figures that exist: rows that are all good have no ranking. */
    static Map<String, Double> of(double[] scores, TrainingData heldOut) {
        Map<String, Double> figures = new TreeMap<>();
        figures.put("held-out-rows", (double) heldOut.rows());
        figures.put("held-out-bad-rows", (double) heldOut.badRows());
        double auc = RankingMetrics.auc(scores, heldOut.bad());
        double averagePrecision = RankingMetrics.averagePrecision(scores, heldOut.bad());
        if (Double.isFinite(auc)) {
            figures.put("held-out-auc", auc);
        }
        if (Double.isFinite(averagePrecision)) {
            figures.put(AVERAGE_PRECISION, averagePrecision);
        }
        return figures;
    }
}
