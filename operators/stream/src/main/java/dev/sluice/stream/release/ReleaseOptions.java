// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.release;

import dev.sluice.decisioning.release.ReleaseConfig;
import dev.sluice.decisioning.release.RollbackRules;
import dev.sluice.stream.kafka.KafkaOptions;
import dev.sluice.stream.model.ModelStore;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

import java.time.Duration;
import java.util.Optional;

/** Options of the releases of models. */
public final class ReleaseOptions {

    /** {@code models.releases.enabled}. */
    public static final ConfigOption<Boolean> ENABLED =
            ConfigOptions.key("models.releases.enabled")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription(
                            "Whether models can be changed while the job runs, through"
                                    + " kafka.releases.topic.");

    /** {@code models.releases.prepare-timeout}. */
    public static final ConfigOption<Duration> PREPARE_TIMEOUT =
            ConfigOptions.key("models.releases.prepare-timeout")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(2))
                    .withDescription(
                            "Longest time until every subtask has loaded a version and tried it"
                                    + " out; after it the version is refused.");

    /** {@code models.rollback.min-records}. */
    public static final ConfigOption<Long> MIN_RECORDS =
            ConfigOptions.key("models.rollback.min-records")
                    .longType()
                    .defaultValue(RollbackRules.DEFAULT.minRecords())
                    .withDescription(
                            "Records that a version has to be asked about before it can be taken"
                                    + " back by a rule.");

    /** {@code models.rollback.errors}. */
    public static final ConfigOption<Double> ERRORS =
            ConfigOptions.key("models.rollback.errors")
                    .doubleType()
                    .defaultValue(RollbackRules.DEFAULT.maxErrorShare())
                    .withDescription(
                            "Highest share of records on which a version may fail; above it, it is"
                                    + " taken back. 1 for never.");

    /** {@code models.rollback.bad-outputs}. */
    public static final ConfigOption<Double> BAD_OUTPUTS =
            ConfigOptions.key("models.rollback.bad-outputs")
                    .doubleType()
                    .defaultValue(RollbackRules.DEFAULT.maxBadShare())
                    .withDescription(
                            "Highest share of records that a version may give no probability for."
                                    + " 1 for never.");

    /** {@code models.rollback.disagreement}. */
    public static final ConfigOption<Double> DISAGREEMENT =
            ConfigOptions.key("models.rollback.disagreement")
                    .doubleType()
                    .defaultValue(RollbackRules.DEFAULT.maxDisagreement())
                    .withDescription(
                            "Highest share of records that a version of the first pass on trial"
                                    + " may decide otherwise than the live one. 1 for never.");

    /** {@code models.rollback.latency}. */
    public static final ConfigOption<Double> LATENCY =
            ConfigOptions.key("models.rollback.latency")
                    .doubleType()
                    .defaultValue(RollbackRules.DEFAULT.maxLatencyRatio())
                    .withDescription(
                            "Longest time of a row of a version of the first pass on trial, as a"
                                    + " multiple of the live one's. A canary's batches are small,"
                                    + " and a small batch costs nearly as much as a full one.");

    private ReleaseOptions() {}

    /**
     * Reads how releases are handled; empty if the job has none.
     *
     * @throws IllegalArgumentException naming the key, its value and what was expected
     */
    public static Optional<ReleaseConfig> read(ReadableConfig config) {
        ReleaseConfig releases =
                new ReleaseConfig(
                        config.get(KafkaOptions.GROUP_ID),
                        ModelStore.FIRST_PASS,
                        ModelStore.DEEP,
                        config.get(PREPARE_TIMEOUT),
                        new RollbackRules(
                                config.get(MIN_RECORDS),
                                config.get(ERRORS),
                                config.get(BAD_OUTPUTS),
                                config.get(DISAGREEMENT),
                                config.get(LATENCY)));
        return config.get(ENABLED) ? Optional.of(releases) : Optional.empty();
    }
}
