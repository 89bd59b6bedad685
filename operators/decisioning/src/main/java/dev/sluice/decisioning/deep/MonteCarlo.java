// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.Manifest;
import dev.sluice.inference.SignatureSpec;
import dev.sluice.inference.TensorSpec;

import java.util.Objects;

/**
 * More passes for a harder record: the trunk once, then stochastic heads until the outcome is
 * settled.
 *
 * <p>Signatures: {@code encode} (features, context → state) and {@code pass} (state, mask →
 * probability); masks by {@link PassMask} with the keep rate that the manifest gives as the
 * training metric {@code keep-rate}. Passes are taken in rounds of {@value #ROUND}, so that few
 * records fill a batch; after each round from {@code deep.min-passes} on, thinking ends if the
 * confidence interval of the mean lies within one outcome.
 */
final class MonteCarlo implements Strategy {

    static final String NAME = "monte-carlo";

    static final String ENCODE = "encode";
    static final String PASS = "pass";
    static final String FEATURES = "features";
    static final String CONTEXT = "context";
    static final String STATE = "state";
    static final String MASK = "mask";
    static final String PROBABILITY = "probability";

    /** Passes of one record that share a batch. Fixed: it is part of the result. */
    static final int ROUND = 4;

    /** Training metric that holds the share of units that a mask keeps. */
    static final String KEEP_RATE = "keep-rate";

    private static final double DEFAULT_KEEP_RATE = 0.8;

    private final String modelVersion;
    private final int maxPasses;
    private final boolean readsContext;
    private final int featureWidth;
    private final int contextWidth;
    private final int stateWidth;
    private final PassMask mask;
    private final OutcomeInterval interval;

    /**
     * The strategy for a model.
     *
     * @throws IllegalArgumentException if the model lacks a signature or a tensor, or they do not
     *     fit each other
     */
    MonteCarlo(Manifest model, Policy policy, ThinkingConfig config) {
        SignatureSpec encode = model.signature(ENCODE);
        SignatureSpec pass = model.signature(PASS);
        this.modelVersion = model.version();
        this.maxPasses = config.maxPasses();
        this.featureWidth = encode.input(FEATURES).width();
        this.readsContext = readsContext(model, encode);
        this.contextWidth = readsContext ? encode.input(CONTEXT).width() : 0;
        this.stateWidth = encode.output(STATE).width();
        require(model, pass.input(STATE), stateWidth);
        require(model, pass.output(PROBABILITY), 1);
        this.mask =
                new PassMask(
                        pass.input(MASK).width(),
                        Objects.requireNonNullElse(
                                model.training().metrics().get(KEEP_RATE), DEFAULT_KEEP_RATE));
        this.interval =
                new OutcomeInterval(
                        policy.thresholds(),
                        policy.deep(NAME),
                        config.confidence(),
                        config.minPasses(),
                        maxPasses);
        if (model.maxRows() < ROUND) {
            throw new IllegalArgumentException(
                    "Model "
                            + modelVersion
                            + " runs at most "
                            + model.maxRows()
                            + " rows; expected "
                            + ROUND
                            + " or more");
        }
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
        FeaturizedEvent event = escalation.scored().event();
        checkWidth(event, FEATURES, event.features(), featureWidth);
        if (readsContext) {
            checkWidth(event, CONTEXT, event.context(), contextWidth);
        }
        return new Passes(escalation);
    }

    private void checkWidth(FeaturizedEvent event, String what, float[] values, int width) {
        int found = values == null ? 0 : values.length;
        if (found != width) {
            throw new IllegalArgumentException(
                    "Event '"
                            + event.eventId()
                            + "' has "
                            + found
                            + " floats of "
                            + what
                            + "; model "
                            + modelVersion
                            + " expects "
                            + width);
        }
    }

    private static boolean readsContext(Manifest model, SignatureSpec encode) {
        boolean found = false;
        for (TensorSpec input : encode.inputs()) {
            if (!input.name().equals(FEATURES) && !input.name().equals(CONTEXT)) {
                throw new IllegalArgumentException(
                        "Model "
                                + model.version()
                                + ": signature '"
                                + ENCODE
                                + "' has an input '"
                                + input.name()
                                + "'; expected '"
                                + FEATURES
                                + "' and '"
                                + CONTEXT
                                + "' only");
            }
            found |= input.name().equals(CONTEXT);
        }
        return found;
    }

    private static void require(Manifest model, TensorSpec tensor, int width) {
        if (tensor.width() != width) {
            throw new IllegalArgumentException(
                    "Model "
                            + model.version()
                            + ": tensor '"
                            + tensor.name()
                            + "' of signature '"
                            + PASS
                            + "' is "
                            + tensor.width()
                            + " wide; expected "
                            + width);
        }
    }

    /** The passes over one record. */
    private final class Passes implements Deliberation {

        private final Escalation escalation;
        private final long seed;
        private final PassStatistics statistics = new PassStatistics();
        private float[] state;
        private MonteCarloProgress progress;

        Passes(Escalation escalation) {
            this.escalation = escalation;
            this.seed = PassSeed.forModel(escalation, modelVersion);
            this.progress = MonteCarloProgress.start(escalation, interval);
        }

        @Override
        public boolean ended() {
            return !progress.stopReason().isEmpty();
        }

        @Override
        public String signature() {
            return state == null ? ENCODE : PASS;
        }

        @Override
        public int rows() {
            return state == null ? 1 : Math.min(ROUND, maxPasses - statistics.count());
        }

        @Override
        public void write(StepInputs inputs, int firstRow) {
            if (state == null) {
                FeaturizedEvent event = escalation.scored().event();
                inputs.copy(FEATURES, firstRow, event.features());
                if (readsContext) {
                    inputs.copy(CONTEXT, firstRow, event.context());
                }
                return;
            }
            float[] masks = inputs.array(MASK);
            int rows = rows();
            for (int i = 0; i < rows; i++) {
                inputs.copy(STATE, firstRow + i, state);
                mask.write(seed, statistics.count() + i, masks, firstRow + i);
            }
        }

        @Override
        public void read(StepOutputs outputs, int firstRow) throws BadOutputException {
            if (state == null) {
                state = readState(outputs.array(STATE), firstRow);
                return;
            }
            float[] probabilities = outputs.array(PROBABILITY);
            int rows = rows();
            for (int i = 0; i < rows; i++) {
                float probability = probabilities[firstRow + i];
                if (!(probability >= 0 && probability <= 1)) {
                    throw new BadOutputException(
                            "Output '"
                                    + PROBABILITY
                                    + "' is "
                                    + probability
                                    + "; expected a probability");
                }
            }
            for (int i = 0; i < rows; i++) {
                statistics.add(probabilities[firstRow + i]);
            }
            progress = progress.after(statistics);
        }

        @Override
        public Progress progress() {
            return progress;
        }

        private float[] readState(float[] states, int row) throws BadOutputException {
            float[] values = new float[stateWidth];
            System.arraycopy(states, row * stateWidth, values, 0, stateWidth);
            for (float value : values) {
                if (!Float.isFinite(value)) {
                    throw new BadOutputException(
                            "Output '" + STATE + "' holds " + value + "; expected finite numbers");
                }
            }
            return values;
        }
    }
}
