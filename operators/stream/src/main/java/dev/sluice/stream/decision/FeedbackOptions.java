// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.event.FeedbackSampling;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/** Options of what is fed back. */
public final class FeedbackOptions {

    /** {@code labels.join.sample}. */
    public static final ConfigOption<Double> SAMPLE =
            ConfigOptions.key("labels.join.sample")
                    .doubleType()
                    .defaultValue(0.01)
                    .withDescription(
                            "Share (0 to 1) of the plain decisions that go to the feedback topic,"
                                    + " drawn by the event id; those that were escalated, that are"
                                    + " not CLEAR, or that were drawn for an audit go there in any"
                                    + " case.");

    private FeedbackOptions() {}

    /**
     * Reads which decisions are fed back.
     *
     * @throws IllegalArgumentException naming the key, its value and what was expected
     */
    public static FeedbackSampling read(ReadableConfig config) {
        try {
            return new FeedbackSampling(config.get(SAMPLE));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(SAMPLE.key() + ": " + e.getMessage(), e);
        }
    }
}
