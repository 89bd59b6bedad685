// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.calibration.CalibrationFitter;
import dev.sluice.decisioning.deep.StrategyKind;
import dev.sluice.decisioning.gate.GateSample;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.gate.Thresholds;
import dev.sluice.inference.ModelBackend;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;

/**
 * What the deep model says of the held-out rows, by each strategy that it supports: each answers in
 * its own way, so each is calibrated for itself.
 */
final class DeepAnswers {

    private final TrainingData rows;
    private final Map<StrategyKind, double[]> raw = new EnumMap<>(StrategyKind.class);

    private DeepAnswers(TrainingData rows) {
        this.rows = rows;
    }

    /** Asks for the answers of strategies, through the engine that serves them. */
    static DeepAnswers of(
            ModelBackend model,
            List<StrategyKind> strategies,
            TrainingData rows,
            TrainingConfig config,
            DoubleConsumer progress) {
        DeepAnswers answers = new DeepAnswers(rows);
        for (StrategyKind strategy : strategies) {
            answers.raw.put(
                    strategy, Scorer.deep(model, rows, strategy, config.passes(), config.seed()));
            progress.accept((double) answers.raw.size() / strategies.size());
        }
        return answers;
    }

    /** A calibration for each strategy, by its key. */
    Map<String, Calibration> calibrations(int bins) {
        Map<String, Calibration> calibrations = new TreeMap<>();
        raw.forEach(
                (strategy, scores) ->
                        calibrations.put(
                                strategy.key(), CalibrationFitter.fit(scores, rows.bad(), bins)));
        return calibrations;
    }

    /** What a gate is fitted on: where repeated passes decide otherwise than the first pass. */
    GateSample sample(Policy policy, Scorer.FirstPassScores scores, TrainingData heldOut) {
        Calibration deep = policy.deep(StrategyKind.MONTE_CARLO.key());
        double[] answers = raw.get(StrategyKind.MONTE_CARLO);
        int count = heldOut.rows();
        double[] probability = new double[count];
        boolean[] changed = new boolean[count];
        double[] weights = new double[count];
        for (int row = 0; row < count; row++) {
            Thresholds thresholds = policy.thresholds(heldOut.stakes()[row]);
            probability[row] = policy.firstPass().apply(scores.probability()[row]);
            changed[row] =
                    thresholds.outcome(probability[row])
                            != thresholds.outcome(deep.apply(answers[row]));
            weights[row] = 1;
        }
        return new GateSample(probability, scores.novelty(), heldOut.stakes(), changed, weights);
    }

    /** Figures of repeated passes, and the average precision of each strategy. */
    Map<String, Double> figures() {
        Map<String, Double> figures =
                new TreeMap<>(HeldOutFigures.of(raw.get(StrategyKind.MONTE_CARLO), rows));
        raw.forEach(
                (strategy, scores) -> {
                    String name = HeldOutFigures.AVERAGE_PRECISION;
                    Double precision = HeldOutFigures.of(scores, rows).get(name);
                    if (precision != null) {
                        figures.put(name + "-" + strategy.key(), precision);
                    }
                });
        return figures;
    }
}
