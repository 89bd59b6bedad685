// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.deep.DeepConfig;
import dev.sluice.decisioning.deep.DeepJudge;
import dev.sluice.decisioning.deep.StopRule;
import dev.sluice.decisioning.deep.StrategyKind;
import dev.sluice.decisioning.deep.ThinkingConfig;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.decisioning.gate.CostMatrix;
import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.decisioning.gate.GateDecisions;
import dev.sluice.decisioning.gate.GateVerdict;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.gate.Thresholds;
import dev.sluice.inference.InferenceException;
import dev.sluice.inference.Manifest;
import dev.sluice.inference.ModelBackend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Runs the models of a cascade over many rows: what calibration and evaluation look at.
 *
 * <p>Goes through the backend that serves the models and the engine that thinks with them, so
 * training and serving cannot disagree. All passes are taken: when thinking ends is the policy's
 * concern, which there is none of yet.
 */
public final class Scorer {

    /** Rows that are judged at a time. */
    private static final int CHUNK = 2048;

    private Scorer() {}

    /**
     * What the first pass says.
     *
     * @param probability raw probability of each row
     * @param novelty novelty of each row
     */
    public record FirstPassScores(double[] probability, double[] novelty) {}

    /**
     * Scores rows by the first pass.
     *
     * @throws InferenceException if the engine fails
     */
    public static FirstPassScores firstPass(ModelBackend model, TrainingData data) {
        double[] probability = new double[data.rows()];
        double[] novelty = new double[data.rows()];
        int width = data.inputs().features().size();
        int most = model.manifest().maxRows();
        for (int from = 0; from < data.rows(); from += most) {
            int rows = Math.min(most, data.rows() - from);
            Map<String, float[]> outputs =
                    model.run(
                            FirstPassModel.SIGNATURE,
                            rows,
                            Map.of(
                                    FirstPassModel.FEATURES,
                                    rows(data.features(), from, rows, width)));
            copy(outputs.get(FirstPassModel.PROBABILITY), probability, from, rows);
            copy(outputs.get(FirstPassModel.NOVELTY), novelty, from, rows);
        }
        return new FirstPassScores(probability, novelty);
    }

    /**
     * Scores rows by the deep model, thinking to the end.
     *
     * @param strategy way of thinking
     * @param passes passes over each row, if the strategy can use as many
     * @param seed seed of their masks
     * @return the raw answer to each row: what calibration is applied to
     * @throws IllegalArgumentException if the model lacks what the strategy needs
     * @throws InferenceException if the engine fails
     */
    public static double[] deep(
            ModelBackend model, TrainingData data, StrategyKind strategy, int passes, long seed) {
        Policy raw = uncalibrated(data, strategy);
        DeepConfig config =
                DeepConfig.DEFAULT
                        .withThinking(thinking(model.manifest(), strategy, passes))
                        .withoutDeadline();
        SplittableRandom seeds = new SplittableRandom(seed);
        double[] answers = new double[data.rows()];
        for (int from = 0; from < data.rows(); from += CHUNK) {
            int to = Math.min(data.rows(), from + CHUNK);
            List<Escalation> chunk = new ArrayList<>(to - from);
            for (int row = from; row < to; row++) {
                chunk.add(escalation(model.manifest(), data, row, raw, seeds.nextLong()));
            }
            List<Decision> decisions = DeepJudge.judgeAll(model, raw, config, chunk);
            for (int i = 0; i < decisions.size(); i++) {
                answers[from + i] = decisions.get(i).verdict().probability();
            }
        }
        return answers;
    }

    /** All passes; of a race between candidates enough for each of them. */
    private static ThinkingConfig thinking(Manifest model, StrategyKind strategy, int passes) {
        int each = strategy == StrategyKind.BEST_OF_N ? model.inputs().explanations().size() : 1;
        int most = passes * each;
        ThinkingConfig plain = ThinkingConfig.DEFAULT;
        return plain.withStrategy(strategy)
                .withStopRule(StopRule.FIXED)
                .withPasses(2, Math.max(2, most));
    }

    private static Policy uncalibrated(TrainingData data, StrategyKind strategy) {
        return Policy.of(
                "uncalibrated",
                data.inputs().useCase(),
                CostMatrix.of(Thresholds.DEFAULT),
                Calibration.IDENTITY,
                Map.of(strategy.key(), Calibration.IDENTITY),
                GateConfig.EVERYTHING);
    }

    private static Escalation escalation(
            Manifest model, TrainingData data, int row, Policy policy, long seed) {
        String id = "row-" + row;
        FeaturizedEvent event =
                new FeaturizedEvent(
                        id,
                        id,
                        data.timesMs()[row],
                        0,
                        rows(data.features(), row, 1, data.inputs().features().size()),
                        rows(data.contexts(), row, 1, data.inputs().contextWidth()));
        // Nobody asks what the first pass said: no answer of deep depends on it.
        ScoredEvent scored = new ScoredEvent(event, 0.5f, 0.5, 0, "", 0, 0, "", "");
        return GateDecisions.escalation(
                scored,
                new GateVerdict(DecisionReason.UNCERTAIN, Outcome.CLEAR, 1, 1, 0, 0, 1),
                policy,
                seed,
                model.version(),
                0);
    }

    private static float[] rows(float[] values, int from, int rows, int width) {
        return Arrays.copyOfRange(values, from * width, (from + rows) * width);
    }

    private static void copy(float[] values, double[] into, int from, int rows) {
        for (int i = 0; i < rows; i++) {
            into[from + i] = values[i];
        }
    }
}
