// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.quality;

/**
 * A labelled decision that joins the figures of its window, or leaves them because more is known.
 *
 * @param record the decision as it is counted
 * @param count 1 if it joins, -1 if it leaves
 */
public record QualityChange(LabelledFeedback record, int count) {

    /** A decision that joins. */
    public static QualityChange joins(LabelledFeedback record) {
        return new QualityChange(record, 1);
    }

    /** A decision that leaves. */
    public static QualityChange leaves(LabelledFeedback record) {
        return new QualityChange(record, -1);
    }
}
