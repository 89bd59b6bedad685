// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.TraceStep;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.Explanation;
import dev.sluice.inference.Manifest;

import java.util.ArrayList;
import java.util.List;

/**
 * Several candidate explanations, of which the best is chosen: a verifier scores them in repeated
 * passes, those that fall behind drop out early, and the best one wins when it is alone.
 *
 * <p>Signatures: {@code encode} and {@code verify}; the candidates are the explanations that the
 * model was trained on. A pass is one score of one candidate; candidates are scored under the same
 * masks. The probability that the event is bad is the share of the scores that the explanations
 * other than the good one have.
 */
final class BestOfN implements Strategy {

    static final String NAME = "best-of-n";

    /** Scores of one candidate that share a batch. Fixed: it is part of the result. */
    static final int ROUND = 2;

    /** The explanation that is no bad one. */
    private static final int GOOD = 0;

    private final Trunk trunk;
    private final List<Explanation> candidates;
    private final PassMask mask;
    private final Policy policy;
    private final OutcomeInterval interval;
    private final StopRule rule;
    private final Quantiles quantiles;
    private final int minPasses;
    private final int maxPasses;

    /**
     * The strategy for a model.
     *
     * @throws IllegalArgumentException if the model knows no explanations, lacks a signature or a
     *     tensor, or they do not fit each other, or there are too few passes for all candidates
     */
    BestOfN(Manifest model, Policy policy, ThinkingConfig config) {
        Calibration calibration = policy.deep(NAME);
        this.trunk = new Trunk(model);
        this.candidates = model.inputs().explanations();
        String verify = DeepSignatures.VERIFY;
        Shapes.requireInput(model, verify, DeepSignatures.STATE, trunk.stateWidth());
        Shapes.requireInput(model, verify, DeepSignatures.CANDIDATE, candidates.size());
        Shapes.requireOutput(model, verify, DeepSignatures.SCORE, 1);
        Shapes.requireRows(model, maxStepRows());
        if (config.maxPasses() < maxStepRows()) {
            throw new IllegalArgumentException(
                    "deep.max-passes is "
                            + config.maxPasses()
                            + "; expected at least "
                            + maxStepRows()
                            + ": "
                            + ROUND
                            + " scores for each of the "
                            + candidates.size()
                            + " candidates of model "
                            + model.version());
        }
        this.mask = PassMask.of(model, verify);
        this.policy = policy;
        this.interval = new OutcomeInterval(policy.thresholds(0), calibration, config);
        this.rule = config.stopRule();
        this.quantiles = new Quantiles(config.confidence(), config.maxPasses());
        this.minPasses = config.minPasses();
        this.maxPasses = config.maxPasses();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int maxPasses() {
        return maxPasses;
    }

    @Override
    public int maxStepRows() {
        return ROUND * candidates.size();
    }

    @Override
    public Deliberation begin(Escalation escalation) {
        trunk.check(escalation);
        return new Race(escalation);
    }

    /** The race over one record. */
    private final class Race extends TrunkFirst {

        private final long seed;
        private final Candidates race = new Candidates(candidates.size(), quantiles);
        private int passes;
        private LinkedProgress progress;

        Race(Escalation escalation) {
            super(trunk, escalation);
            this.seed = PassSeed.forModel(escalation, trunk.modelVersion());
            this.progress = LinkedProgress.start(escalation, policy);
        }

        @Override
        String nextSignature() {
            return DeepSignatures.VERIFY;
        }

        @Override
        int nextRows() {
            return ROUND * race.running();
        }

        @Override
        void writeNext(StepInputs inputs, int firstRow) {
            float[] masks = inputs.array(DeepSignatures.MASK);
            float[] chosen = inputs.array(DeepSignatures.CANDIDATE);
            int row = firstRow;
            for (int candidate = 0; candidate < race.size(); candidate++) {
                for (int i = 0; race.runs(candidate) && i < ROUND; i++) {
                    inputs.copy(DeepSignatures.STATE, row, state());
                    mask.write(seed, race.rounds() + i, masks, row);
                    for (int each = 0; each < race.size(); each++) {
                        chosen[row * race.size() + each] = each == candidate ? 1 : 0;
                    }
                    row++;
                }
            }
        }

        @Override
        void readNext(StepOutputs outputs, int firstRow) throws BadOutputException {
            int rows = nextRows();
            for (int i = 0; i < rows; i++) {
                probability(outputs, DeepSignatures.SCORE, firstRow + i);
            }
            float[] scores = outputs.array(DeepSignatures.SCORE);
            int row = firstRow;
            for (int candidate = 0; candidate < race.size(); candidate++) {
                for (int i = 0; race.runs(candidate) && i < ROUND; i++) {
                    race.score(candidate, scores[row++]);
                }
            }
            passes += rows;
            if (rule == StopRule.MARGIN) {
                race.drop();
            }
            PassStatistics bad = race.othersThan(GOOD);
            progress =
                    progress.then(
                            standing(),
                            passes,
                            interval.probability(bad),
                            interval.low(bad),
                            interval.high(bad),
                            bad.deviation(),
                            stop());
        }

        @Override
        public Progress progress() {
            return progress;
        }

        private String stop() {
            if (race.running() == 1 && passes >= minPasses) {
                return "margin";
            }
            return passes + nextRows() > maxPasses ? PassRule.MAX_PASSES : "";
        }

        /** What the scores are now: the race goes on before anybody asks. */
        private LinkedProgress.Note standing() {
            int best = race.best();
            int running = race.running();
            double[] means = new double[race.size()];
            for (int candidate = 0; candidate < means.length; candidate++) {
                means[candidate] = race.mean(candidate);
            }
            return (before, after) -> step(best, running, means, before, after);
        }

        private TraceStep step(
                int best,
                int running,
                double[] means,
                LinkedProgress before,
                LinkedProgress after) {
            List<String> evidence = new ArrayList<>();
            for (int candidate = 0; candidate < means.length; candidate++) {
                evidence.add(candidates.get(candidate).name());
                evidence.add(Traces.rounded(means[candidate]));
            }
            return new TraceStep(
                    "candidates",
                    "Which explanation fits the evidence best?",
                    candidates.get(best).statement()
                            + (running == 1 ? "" : " Open: " + running + " still fit."),
                    before.probability(),
                    after.probability(),
                    Traces.evidence(evidence.toArray(new String[0])));
        }
    }
}
