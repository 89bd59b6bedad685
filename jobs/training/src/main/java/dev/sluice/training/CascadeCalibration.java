// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.calibration.CalibrationFitter;
import dev.sluice.decisioning.deep.StrategyKind;
import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.decisioning.gate.GateFitter;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.stream.model.ModelJson;
import dev.sluice.stream.model.ModelStore;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;

/**
 * What the answers to held-out rows teach: how far probabilities can be believed, when to ask deep,
 * and how good the models are that answered.
 *
 * @param policy calibrations and gate
 * @param firstPass figures of the first pass by name
 * @param deep figures of the deep model by name
 */
record CascadeCalibration(Policy policy, Map<String, Double> firstPass, Map<String, Double> deep) {

    private static final int BINS = 20;

    /** Share of the time that the first pass takes, as measured. */
    private static final double FIRST_PASS_SHARE = 0.1;

    /**
     * Asks sealed models, through the backend that will serve them.
     *
     * @param heldOut rows that they have not seen
     */
    static CascadeCalibration of(
            CascadeFolder models,
            List<StrategyKind> strategies,
            TrainingData heldOut,
            TrainingConfig config,
            DoubleConsumer progress)
            throws ModelLoadException {
        progress.accept(0);
        Scorer.FirstPassScores scores;
        try (ModelBackend model = models.open(ModelStore.FIRST_PASS)) {
            scores = Scorer.firstPass(model, heldOut);
        }
        progress.accept(FIRST_PASS_SHARE);
        DeepAnswers answers;
        try (ModelBackend model = models.open(ModelStore.DEEP)) {
            answers =
                    DeepAnswers.of(
                            model,
                            strategies,
                            heldOut,
                            config,
                            share ->
                                    progress.accept(
                                            FIRST_PASS_SHARE + (0.9 - FIRST_PASS_SHARE) * share));
        }
        Calibration firstPass = CalibrationFitter.fit(scores.probability(), heldOut.bad(), BINS);
        return new CascadeCalibration(
                policy(config, firstPass, answers, scores, heldOut),
                figures(scores, firstPass, heldOut),
                answers.figures());
    }

    private static Map<String, Double> figures(
            Scorer.FirstPassScores scores, Calibration calibration, TrainingData heldOut) {
        Map<String, Double> figures =
                new TreeMap<>(HeldOutFigures.of(scores.probability(), heldOut));
        figures.putAll(
                HeldOutFigures.ofCalibrated(
                        Arrays.stream(scores.probability()).map(calibration::apply).toArray(),
                        heldOut));
        return figures;
    }

    private static Policy policy(
            TrainingConfig config,
            Calibration firstPass,
            DeepAnswers answers,
            Scorer.FirstPassScores scores,
            TrainingData heldOut) {
        String useCase = heldOut.inputs().useCase();
        Policy open =
                Policy.of(
                        "unnamed",
                        useCase,
                        config.costs(),
                        firstPass,
                        answers.calibrations(BINS),
                        GateConfig.EVERYTHING);
        Policy unnamed =
                open.withGate(
                        GateFitter.fit(open, answers.sample(open, scores, heldOut), config.gate()));
        return unnamed.withVersion(Versions.of(useCase + "-policy", ModelJson.yaml(unnamed)));
    }
}
