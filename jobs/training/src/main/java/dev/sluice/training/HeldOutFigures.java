// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.decisioning.metric.RankingMetrics;

import java.util.Map;
import java.util.TreeMap;

/** Figures of scores on held-out rows, by the names that manifests and reports give them. */
final class HeldOutFigures {

    static final String AVERAGE_PRECISION = "held-out-ap";

    private HeldOutFigures() {}

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
