// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.label;

import dev.sluice.decisioning.quality.JoinRules;
import dev.sluice.decisioning.quality.MissingLabels;
import dev.sluice.decisioning.quality.RecalibrationConfig;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

import java.time.Duration;
import java.util.Optional;

/** Options of the join of decisions and labels. */
public final class LabelOptions {

    /** {@code labels.join.enabled}. */
    public static final ConfigOption<Boolean> ENABLED =
            ConfigOptions.key("labels.join.enabled")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription(
                            "Whether this job joins labels to the decisions that were fed back and"
                                    + " writes how good they were. Of several jobs on one feedback"
                                    + " topic exactly one should.");

    /** {@code labels.join.horizon}. */
    public static final ConfigOption<Duration> HORIZON =
            ConfigOptions.key("labels.join.horizon")
                    .durationType()
                    .defaultValue(Duration.ofDays(30))
                    .withDescription(
                            "How long after its event, in event time, a label may become known. A"
                                    + " decision in the sample is kept that long; then its label is"
                                    + " missing.");

    /** {@code labels.join.early}. */
    public static final ConfigOption<Duration> EARLY =
            ConfigOptions.key("labels.join.early")
                    .durationType()
                    .defaultValue(Duration.ofDays(7))
                    .withDescription(
                            "How long before its event a label may become known; it is kept that"
                                    + " long, in event time, for the decision. Most labels are kept"
                                    + " in vain, for their event is not in the sample.");

    /** {@code labels.missing}. */
    public static final ConfigOption<MissingLabels> MISSING =
            ConfigOptions.key("labels.missing")
                    .enumType(MissingLabels.class)
                    .defaultValue(MissingLabels.GOOD)
                    .withDescription(
                            "What an event without a label counts as: good (labels are complaints,"
                                    + " as with card fraud) or unlabelled (it is left out of the"
                                    + " figures that need a label). It is counted as missing either"
                                    + " way.");

    /** {@code labels.quality.window}. */
    public static final ConfigOption<Duration> WINDOW =
            ConfigOptions.key("labels.quality.window")
                    .durationType()
                    .defaultValue(Duration.ofDays(1))
                    .withDescription(
                            "Length of the windows of event time that figures are made for; they"
                                    + " begin at multiples of it, UTC.");

    /** {@code labels.quality.interval}. */
    public static final ConfigOption<Duration> INTERVAL =
            ConfigOptions.key("labels.quality.interval")
                    .durationType()
                    .defaultValue(Duration.ofHours(1))
                    .withDescription(
                            "The figures of a window that is not complete are written at most this"
                                    + " often, in event time, and only if they changed.");

    /** {@code labels.recalibration}. */
    public static final ConfigOption<Recalibrating> RECALIBRATION =
            ConfigOptions.key("labels.recalibration")
                    .enumType(Recalibrating.class)
                    .defaultValue(Recalibrating.OFF)
                    .withDescription(
                            "on: when the calibration of the first pass has drifted, a new version"
                                    + " of the policy is written to the control topic, and the job"
                                    + " follows it. off: only the figures say so. Off by default,"
                                    + " for where missing labels count as good, labels that stop"
                                    + " coming look like a world without bad events.");

    /** {@code labels.recalibration.windows}. */
    public static final ConfigOption<Integer> RECALIBRATION_WINDOWS =
            ConfigOptions.key("labels.recalibration.windows")
                    .intType()
                    .defaultValue(RecalibrationConfig.DEFAULT.windows())
                    .withDescription(
                            "How many of the latest complete windows are looked at, and fitted"
                                    + " to.");

    /** {@code labels.recalibration.interval}. */
    public static final ConfigOption<Duration> RECALIBRATION_INTERVAL =
            ConfigOptions.key("labels.recalibration.interval")
                    .durationType()
                    .defaultValue(RecalibrationConfig.DEFAULT.interval())
                    .withDescription("Least event time between two recalibrations.");

    /** {@code labels.recalibration.band}. */
    public static final ConfigOption<Double> RECALIBRATION_BAND =
            ConfigOptions.key("labels.recalibration.band")
                    .doubleType()
                    .defaultValue(RecalibrationConfig.DEFAULT.band())
                    .withDescription(
                            "Drift is a rate of bad events that is this many times the predicted"
                                    + " one, or less than the predicted one by this factor, if it"
                                    + " is certain.");

    /** {@code labels.recalibration.max-ece}. */
    public static final ConfigOption<Double> RECALIBRATION_MAX_ECE =
            ConfigOptions.key("labels.recalibration.max-ece")
                    .doubleType()
                    .defaultValue(RecalibrationConfig.DEFAULT.maxEce())
                    .withDescription(
                            "Drift is, too, an expected calibration error above this, if it is"
                                    + " certain.");

    private LabelOptions() {}

    /**
     * The options as one value; empty if the job has no join.
     *
     * @throws IllegalArgumentException naming key, value and what was expected
     */
    public static Optional<LabelConfig> read(ReadableConfig config) {
        LabelConfig labels = checked(config);
        return config.get(ENABLED) ? Optional.of(labels) : Optional.empty();
    }

    private static LabelConfig checked(ReadableConfig config) {
        return new LabelConfig(
                new JoinRules(config.get(HORIZON), config.get(EARLY)),
                config.get(MISSING),
                config.get(WINDOW),
                config.get(INTERVAL),
                config.get(RECALIBRATION),
                new RecalibrationConfig(
                        config.get(RECALIBRATION_WINDOWS),
                        config.get(RECALIBRATION_INTERVAL),
                        config.get(RECALIBRATION_BAND),
                        config.get(RECALIBRATION_MAX_ECE)));
    }
}
