// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.calibration.Calibration;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.event.TraceStep;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.gate.Thresholds;
import dev.sluice.inference.Manifest;

/**
 * More passes for a harder record: the trunk once, then stochastic heads until the outcome is
 * settled.
 *
 * <p>Signatures: {@code encode} and {@code pass}; masks by {@link PassMask} with the keep rate that
 * the manifest gives as the training metric {@code keep-rate}. Passes are taken in rounds of
 * {@value #ROUND}, so that few records fill a batch; after each round from {@code deep.min-passes}
 * on, the stop rule is asked.
 */
final class MonteCarlo implements Strategy {

    static final String NAME = "monte-carlo";

    /** Passes of one record that share a batch. Fixed: it is part of the result. */
    static final int ROUND = 4;

    private final Trunk trunk;
    private final PassMask mask;
    private final Policy policy;
    private final ThinkingConfig config;
    private final Calibration calibration;
    private final OutcomeInterval interval;
    private final int minPasses;
    private final int maxPasses;

    /**
     * The strategy for a model.
     *
     * @throws IllegalArgumentException if the model lacks a signature or a tensor, or they do not
     *     fit each other
     */
    MonteCarlo(Manifest model, Policy policy, ThinkingConfig config) {
        this.policy = policy;
        this.config = config;
        this.calibration = policy.deep(NAME);
        this.trunk = new Trunk(model);
        Shapes.requireInput(model, DeepSignatures.PASS, DeepSignatures.STATE, trunk.stateWidth());
        Shapes.requireOutput(model, DeepSignatures.PASS, DeepSignatures.PROBABILITY, 1);
        Shapes.requireRows(model, ROUND);
        this.mask = PassMask.of(model, DeepSignatures.PASS);
        this.interval = new OutcomeInterval(policy.thresholds(0), calibration, config);
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
        return Math.min(ROUND, maxPasses);
    }

    @Override
    public Deliberation begin(Escalation escalation) {
        trunk.check(escalation);
        return new Passes(escalation);
    }

    private static TraceStep round(
            Thresholds thresholds, double mean, LinkedProgress before, LinkedProgress after) {
        Outcome from = thresholds.outcome(after.low());
        Outcome to = thresholds.outcome(after.high());
        return new TraceStep(
                "passes",
                "Is the outcome settled after " + after.passes() + " passes?",
                from == to
                        ? from + " throughout the interval"
                        : "Open: the interval reaches from " + from + " to " + to,
                before.probability(),
                after.probability(),
                Traces.evidence(
                        "mean", Traces.rounded(mean),
                        "deviation", Traces.rounded(after.deviation()),
                        "low", Traces.rounded(after.low()),
                        "high", Traces.rounded(after.high())));
    }

    /** The passes over one record. */
    private final class Passes extends TrunkFirst {

        private final long seed;
        private final Thresholds thresholds;
        private final PassRule rule;
        private final PassTally tally;
        private LinkedProgress progress;

        Passes(Escalation escalation) {
            super(trunk, escalation);
            this.seed = PassSeed.forModel(escalation, trunk.modelVersion());
            this.thresholds = policy.thresholds(escalation.scored().event().stake());
            this.rule = PassRule.of(config, thresholds, calibration);
            this.tally =
                    new PassTally(
                            interval.under(thresholds),
                            PassTally.RawThresholds.of(thresholds, calibration));
            this.progress = LinkedProgress.start(escalation, policy);
        }

        @Override
        String nextSignature() {
            return DeepSignatures.PASS;
        }

        @Override
        int nextRows() {
            return Math.min(ROUND, maxPasses - tally.statistics().count());
        }

        @Override
        void writeNext(StepInputs inputs, int firstRow) {
            float[] masks = inputs.array(DeepSignatures.MASK);
            int rows = nextRows();
            for (int i = 0; i < rows; i++) {
                inputs.copy(DeepSignatures.STATE, firstRow + i, state());
                mask.write(seed, tally.statistics().count() + i, masks, firstRow + i);
            }
        }

        @Override
        void readNext(StepOutputs outputs, int firstRow) throws BadOutputException {
            int rows = nextRows();
            for (int i = 0; i < rows; i++) {
                probability(outputs, DeepSignatures.PROBABILITY, firstRow + i);
            }
            float[] probabilities = outputs.array(DeepSignatures.PROBABILITY);
            for (int i = 0; i < rows; i++) {
                tally.add(probabilities[firstRow + i]);
            }
            tally.close();
            PassStatistics passes = tally.statistics();
            double mean = passes.mean();
            progress =
                    progress.then(
                            (before, after) -> round(thresholds, mean, before, after),
                            passes.count(),
                            tally.probability(),
                            tally.low(),
                            tally.high(),
                            passes.deviation(),
                            stop());
        }

        @Override
        public Progress progress() {
            return progress;
        }

        private String stop() {
            int passes = tally.statistics().count();
            String settled = passes < minPasses ? "" : rule.settled(tally);
            return settled.isEmpty() && passes >= maxPasses ? PassRule.MAX_PASSES : settled;
        }
    }
}
