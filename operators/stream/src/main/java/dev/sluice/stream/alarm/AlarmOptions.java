// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.alarm;

import dev.sluice.decisioning.alarm.EpisodeConfig;
import dev.sluice.decisioning.alarm.LikelihoodConfig;
import dev.sluice.decisioning.alarm.SilenceConfig;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

import java.time.Duration;
import java.util.Optional;

/** Options of the alarms. */
public final class AlarmOptions {

    /** {@code alarms.enabled}. */
    public static final ConfigOption<Boolean> ENABLED =
            ConfigOptions.key("alarms.enabled")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription(
                            "Whether this job raises alarms, where its use case has them (sensors"
                                    + " do, card fraud does not).");

    /** {@code alarms.open-at}. */
    public static final ConfigOption<Double> OPEN_AT =
            ConfigOptions.key("alarms.open-at")
                    .doubleType()
                    .defaultValue(EpisodeConfig.DEFAULT.openAt())
                    .withDescription(
                            "Likelihood of an anomaly, which is the probability held against the"
                                    + " entity's own past, from which a reading begins an"
                                    + " episode.");

    /** {@code alarms.close-below}. */
    public static final ConfigOption<Double> CLOSE_BELOW =
            ConfigOptions.key("alarms.close-below")
                    .doubleType()
                    .defaultValue(EpisodeConfig.DEFAULT.closeBelow())
                    .withDescription(
                            "Likelihood below which a reading is quiet again; at most"
                                    + " alarms.open-at.");

    /** {@code alarms.quiet.readings}. */
    public static final ConfigOption<Integer> QUIET_READINGS =
            ConfigOptions.key("alarms.quiet.readings")
                    .intType()
                    .defaultValue(EpisodeConfig.DEFAULT.quietReadings())
                    .withDescription("An episode ends after so many quiet readings in a row.");

    /** {@code alarms.quiet.time}. */
    public static final ConfigOption<Duration> QUIET_TIME =
            ConfigOptions.key("alarms.quiet.time")
                    .durationType()
                    .defaultValue(EpisodeConfig.DEFAULT.quietTime())
                    .withDescription(
                            "An episode ends, too, when there was no reading that is not quiet for"
                                    + " so long, in event time. A late reading belongs to an"
                                    + " episode that began up to this long after it.");

    /** {@code alarms.likelihood.half-life}. */
    public static final ConfigOption<Integer> HALF_LIFE =
            ConfigOptions.key("alarms.likelihood.half-life")
                    .intType()
                    .defaultValue(LikelihoodConfig.DEFAULT.halfLife())
                    .withDescription(
                            "Readings after which a bad score of the entity's past counts half.");

    /** {@code alarms.likelihood.span}. */
    public static final ConfigOption<Integer> SPAN =
            ConfigOptions.key("alarms.likelihood.span")
                    .intType()
                    .defaultValue(LikelihoodConfig.DEFAULT.span())
                    .withDescription(
                            "Readings of which only the worst score counts; 128 such spans are"
                                    + " remembered.");

    /** {@code alarms.likelihood.margin}. */
    public static final ConfigOption<Double> MARGIN =
            ConfigOptions.key("alarms.likelihood.margin")
                    .doubleType()
                    .defaultValue(LikelihoodConfig.DEFAULT.margin())
                    .withDescription(
                            "Log-odds by which a score of the past may be lower and still count as"
                                    + " one as bad.");

    /** {@code alarms.likelihood.unknown}. */
    public static final ConfigOption<Integer> UNKNOWN =
            ConfigOptions.key("alarms.likelihood.unknown")
                    .intType()
                    .defaultValue(LikelihoodConfig.DEFAULT.unknown())
                    .withDescription(
                            "Spans that are taken to have been as bad before an entity was known,"
                                    + " so that a new one has to look worse to raise an alarm;"
                                    + " fewer with each span that becomes known, none after"
                                    + " eight.");

    /** {@code alarms.absent.enabled}. */
    public static final ConfigOption<Boolean> ABSENT =
            ConfigOptions.key("alarms.absent.enabled")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription(
                            "Whether an entity that is silent for much longer than it used to be"
                                    + " raises an alarm. Silence is measured in event time, which"
                                    + " moves while others speak.");

    /** {@code alarms.absent.margin}. */
    public static final ConfigOption<Double> ABSENT_MARGIN =
            ConfigOptions.key("alarms.absent.margin")
                    .doubleType()
                    .defaultValue(SilenceConfig.DEFAULT.margin())
                    .withDescription(
                            "An entity is absent after this many times the interval in which it is"
                                    + " expected.");

    /** {@code alarms.absent.share}. */
    public static final ConfigOption<Double> ABSENT_SHARE =
            ConfigOptions.key("alarms.absent.share")
                    .doubleType()
                    .defaultValue(SilenceConfig.DEFAULT.share())
                    .withDescription(
                            "Share of an entity's gaps that are no longer than the expected"
                                    + " interval.");

    /** {@code alarms.absent.min-gaps}. */
    public static final ConfigOption<Integer> ABSENT_MIN_GAPS =
            ConfigOptions.key("alarms.absent.min-gaps")
                    .intType()
                    .defaultValue(SilenceConfig.DEFAULT.minGaps())
                    .withDescription("Gaps that are known before an entity can be absent.");

    /** {@code alarms.absent.half-life}. */
    public static final ConfigOption<Integer> ABSENT_HALF_LIFE =
            ConfigOptions.key("alarms.absent.half-life")
                    .intType()
                    .defaultValue(SilenceConfig.DEFAULT.halfLife())
                    .withDescription("Gaps after which a gap counts half.");

    /** {@code alarms.absent.least}. */
    public static final ConfigOption<Duration> ABSENT_LEAST =
            ConfigOptions.key("alarms.absent.least")
                    .durationType()
                    .defaultValue(SilenceConfig.DEFAULT.least())
                    .withDescription("No shorter silence is an alarm.");

    /** {@code alarms.retention}. */
    public static final ConfigOption<Duration> RETENTION =
            ConfigOptions.key("alarms.retention")
                    .durationType()
                    .defaultValue(Duration.ofDays(90))
                    .withDescription(
                            "How long after its last sign of life, in event time, what is known of"
                                    + " an entity is kept; of one that is absent only that it is.");

    private AlarmOptions() {}

    /**
     * The options as one value; empty if the job raises no alarms.
     *
     * @throws IllegalArgumentException naming key, value and what was expected
     */
    public static Optional<AlarmConfig> read(ReadableConfig config) {
        AlarmConfig alarms = checked(config);
        return config.get(ENABLED) ? Optional.of(alarms) : Optional.empty();
    }

    private static AlarmConfig checked(ReadableConfig config) {
        return new AlarmConfig(
                new LikelihoodConfig(
                        config.get(HALF_LIFE),
                        config.get(SPAN),
                        config.get(MARGIN),
                        config.get(UNKNOWN)),
                new EpisodeConfig(
                        config.get(OPEN_AT),
                        config.get(CLOSE_BELOW),
                        config.get(QUIET_READINGS),
                        config.get(QUIET_TIME)),
                config.get(ABSENT) ? AbsentAlarms.ON : AbsentAlarms.OFF,
                new SilenceConfig(
                        config.get(ABSENT_MARGIN),
                        config.get(ABSENT_SHARE),
                        config.get(ABSENT_MIN_GAPS),
                        config.get(ABSENT_HALF_LIFE),
                        config.get(ABSENT_LEAST)),
                config.get(RETENTION));
    }
}
