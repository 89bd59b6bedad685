// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.quality;

import dev.sluice.decisioning.event.Feedback;

/**
 * A decision that was fed back, with what is known about its event.
 *
 * @param feedback the decision
 * @param truth what is known
 * @param labelAtMs when it became known, milliseconds since the epoch; {@link #NO_LABEL} without a
 *     label
 */
public record LabelledFeedback(Feedback feedback, Truth truth, long labelAtMs) {

    /** Stands for the time of a label that there is not. */
    public static final long NO_LABEL = Long.MIN_VALUE;

    /** A decision whose label is awaited. */
    public static LabelledFeedback pending(Feedback feedback) {
        return new LabelledFeedback(feedback, Truth.PENDING, NO_LABEL);
    }

    /** The same with a label. */
    public LabelledFeedback with(Label label) {
        return new LabelledFeedback(feedback, label.truth(), label.availableAtMs());
    }

    /** The same with another decision about the event. */
    public LabelledFeedback with(Feedback other) {
        return new LabelledFeedback(other, truth, labelAtMs);
    }

    /** The same after the horizon: a label that has not come is missing. */
    public LabelledFeedback expired() {
        return truth == Truth.PENDING
                ? new LabelledFeedback(feedback, Truth.MISSING, NO_LABEL)
                : this;
    }
}
