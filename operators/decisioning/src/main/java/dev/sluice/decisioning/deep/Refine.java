// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.TraceStep;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.Manifest;

/**
 * Iterative refinement: the same step over and over on a state that it changes, until the model
 * itself, or an answer that no longer moves, ends it.
 *
 * <p>Signatures: {@code encode} and {@code refine}. With p the answer of a step and h its halting
 * probability, the answer by now is the mean of the p, weighted by the chance to halt at each,
 * {@code h_n (1 - h_1) ... (1 - h_(n-1))}, the rest of the chance going to the last: Banino,
 * Balaguer and Blundell, "PonderNet: Learning to Ponder", 2021 (arXiv 2107.05407); instead of
 * drawing when to halt, thinking ends once the chance to have halted reaches {@code
 * deep.confidence}, so that equal records end equally. Never more steps than the model was trained
 * to make (training metric {@code refinements}).
 *
 * <p>Of a context in several windows each step reads one, the shortest first: who is settled by
 * what was of late is not asked what was long ago.
 */
final class Refine implements Strategy {

    static final String NAME = "refine";

    /** An answer has stopped moving when a step changes it by less than this many log-odds. */
    static final double SETTLED_LOGITS = 0.05;

    private final Trunk trunk;
    private final Policy policy;
    private final Calibration calibration;
    private final StopRule rule;
    private final double confidence;
    private final int maxPasses;
    private final int windows;

    /**
     * The strategy for a model.
     *
     * @throws IllegalArgumentException if the model lacks a signature or a tensor, or they do not
     *     fit each other
     */
    Refine(Manifest model, Policy policy, ThinkingConfig config) {
        this.trunk = new Trunk(model);
        this.policy = policy;
        this.calibration = policy.deep(NAME);
        this.rule = config.stopRule();
        this.confidence = config.confidence();
        Double trained = model.training().metrics().get(DeepSignatures.REFINEMENTS);
        this.maxPasses =
                trained == null
                        ? config.maxPasses()
                        : Math.min(config.maxPasses(), trained.intValue());
        String refine = DeepSignatures.REFINE;
        this.windows = windows(model, trunk);
        Shapes.requireInput(model, refine, DeepSignatures.STATE, trunk.stateWidth());
        Shapes.requireInput(model, refine, DeepSignatures.FEATURES, trunk.featureWidth());
        Shapes.requireOutput(model, refine, DeepSignatures.STATE, trunk.stateWidth());
        Shapes.requireOutput(model, refine, DeepSignatures.PROBABILITY, 1);
        Shapes.requireOutput(model, refine, DeepSignatures.HALT, 1);
    }

    /** Windows that steps read one by one; 0 if they read none. */
    private static int windows(Manifest model, Trunk trunk) {
        boolean isRead =
                model.signature(DeepSignatures.REFINE).inputs().stream()
                        .anyMatch(input -> input.name().equals(DeepSignatures.CONTEXT));
        if (!isRead) {
            return 0;
        }
        int windows = model.inputs().contextWindows();
        Shapes.requireInput(
                model,
                DeepSignatures.REFINE,
                DeepSignatures.CONTEXT,
                trunk.contextWidth() / windows);
        return windows;
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
        return 1;
    }

    @Override
    public Deliberation begin(Escalation escalation) {
        trunk.check(escalation);
        return new Refinements(escalation);
    }

    /** The refinements of one record. */
    private final class Refinements extends TrunkFirst {

        private final PassStatistics answers = new PassStatistics();
        private float[] refined;
        private double halted;
        private double answer;
        private LinkedProgress progress;

        Refinements(Escalation escalation) {
            super(trunk, escalation);
            this.progress = LinkedProgress.start(escalation, policy);
        }

        @Override
        String nextSignature() {
            return DeepSignatures.REFINE;
        }

        @Override
        int nextRows() {
            return 1;
        }

        @Override
        void writeNext(StepInputs inputs, int row) {
            inputs.copy(DeepSignatures.STATE, row, refined == null ? state() : refined);
            FeaturizedEvent event = escalation().scored().event();
            inputs.copy(DeepSignatures.FEATURES, row, event.features());
            if (windows > 0) {
                int width = event.context().length / windows;
                inputs.copy(
                        DeepSignatures.CONTEXT, row, event.context(), (windows - window()) * width);
            }
        }

        /** The window of the next step, 1 for the shortest. */
        private int window() {
            return Math.min(answers.count() + 1, windows);
        }

        @Override
        void readNext(StepOutputs outputs, int row) throws BadOutputException {
            double probability = probability(outputs, DeepSignatures.PROBABILITY, row);
            double halt = probability(outputs, DeepSignatures.HALT, row);
            refined = trunk.readState(outputs, row);
            int read = window();
            // answer holds the part that has halted; what is left goes to this step
            double left = 1 - halted;
            double now = answer + left * probability;
            answer += left * halt * probability;
            halted += left * halt;
            answers.add(probability);
            double before = progress.probability();
            double after = calibration.apply(Math.min(1, now));
            double settled = halted;
            progress =
                    progress.then(
                            (from, to) -> note(probability, settled, read, from, to),
                            answers.count(),
                            after,
                            calibration.low(after),
                            calibration.high(after),
                            answers.deviation(),
                            stop(before, after));
        }

        @Override
        public Progress progress() {
            return progress;
        }

        private String stop(double before, double after) {
            if (rule == StopRule.HALTING && halted >= confidence) {
                return "halted";
            }
            if (rule == StopRule.CONVERGED
                    && answers.count() > 1
                    && Math.abs(Calibration.logit(after) - Calibration.logit(before))
                            < SETTLED_LOGITS) {
                return "converged";
            }
            return answers.count() >= maxPasses ? PassRule.MAX_PASSES : "";
        }

        private TraceStep note(
                double raw, double share, int read, LinkedProgress before, LinkedProgress after) {
            return new TraceStep(
                    "refinement",
                    windows > 0
                            ? "Does a longer look back change the answer?"
                            : "Does another look change the answer?",
                    after.outcome() + " at " + Traces.rounded(after.probability()),
                    before.probability(),
                    after.probability(),
                    windows > 0
                            ? Traces.evidence(
                                    "step", Integer.toString(after.passes()),
                                    "window", read + " of " + windows,
                                    "answer", Traces.rounded(raw),
                                    "halted", Traces.rounded(share))
                            : Traces.evidence(
                                    "step", Integer.toString(after.passes()),
                                    "answer", Traces.rounded(raw),
                                    "halted", Traces.rounded(share)));
        }
    }
}
