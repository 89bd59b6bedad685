// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.privacy.LoggedIdentifiers;
import dev.sluice.inference.Manifest;
import dev.sluice.inference.SignatureSpec;
import dev.sluice.inference.TensorSpec;

/**
 * The part of a deep model that every strategy begins with: {@code encode}, once a record.
 *
 * <p>Immutable and thread-safe.
 */
final class Trunk {

    private final String modelVersion;
    private final int featureWidth;
    private final int contextWidth;
    private final int stateWidth;

    /**
     * The trunk of a model.
     *
     * @throws IllegalArgumentException if the model has none, or one that reads something else than
     *     features and context
     */
    Trunk(Manifest model) {
        SignatureSpec encode = model.signature(DeepSignatures.ENCODE);
        this.modelVersion = model.version();
        this.featureWidth = encode.input(DeepSignatures.FEATURES).width();
        this.contextWidth =
                readsContext(model, encode) ? encode.input(DeepSignatures.CONTEXT).width() : 0;
        this.stateWidth = encode.output(DeepSignatures.STATE).width();
    }

    String modelVersion() {
        return modelVersion;
    }

    int featureWidth() {
        return featureWidth;
    }

    /** Floats of a context; 0 if the model reads none. */
    int contextWidth() {
        return contextWidth;
    }

    int stateWidth() {
        return stateWidth;
    }

    /**
     * Refuses a record that the model cannot read.
     *
     * @throws IllegalArgumentException naming the event, what it has and what is expected
     */
    void check(Escalation escalation) {
        FeaturizedEvent event = escalation.scored().event();
        checkWidth(event, DeepSignatures.FEATURES, event.features(), featureWidth);
        if (contextWidth > 0) {
            checkWidth(event, DeepSignatures.CONTEXT, event.context(), contextWidth);
        }
    }

    /** Writes a record into a row. */
    void write(Escalation escalation, StepInputs inputs, int row) {
        FeaturizedEvent event = escalation.scored().event();
        inputs.copy(DeepSignatures.FEATURES, row, event.features());
        if (contextWidth > 0) {
            inputs.copy(DeepSignatures.CONTEXT, row, event.context());
        }
    }

    /**
     * Reads the state of a row.
     *
     * @throws BadOutputException if it is not finite
     */
    float[] readState(StepOutputs outputs, int row) throws BadOutputException {
        float[] values = new float[stateWidth];
        System.arraycopy(
                outputs.array(DeepSignatures.STATE), row * stateWidth, values, 0, stateWidth);
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new BadOutputException(
                        "Output '"
                                + DeepSignatures.STATE
                                + "' holds "
                                + value
                                + "; expected finite numbers");
            }
        }
        return values;
    }

    private void checkWidth(FeaturizedEvent event, String what, float[] values, int width) {
        int found = values == null ? 0 : values.length;
        if (found != width) {
            throw new IllegalArgumentException(
                    "Event '"
                            + LoggedIdentifiers.of(event.eventId())
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
            if (!input.name().equals(DeepSignatures.FEATURES)
                    && !input.name().equals(DeepSignatures.CONTEXT)) {
                throw new IllegalArgumentException(
                        "Model "
                                + model.version()
                                + ": signature '"
                                + DeepSignatures.ENCODE
                                + "' has an input '"
                                + input.name()
                                + "'; expected '"
                                + DeepSignatures.FEATURES
                                + "' and '"
                                + DeepSignatures.CONTEXT
                                + "' only");
            }
            found |= input.name().equals(DeepSignatures.CONTEXT);
        }
        return found;
    }
}
