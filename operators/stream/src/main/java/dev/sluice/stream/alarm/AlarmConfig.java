// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.alarm;

import dev.sluice.decisioning.alarm.EpisodeConfig;
import dev.sluice.decisioning.alarm.LikelihoodConfig;
import dev.sluice.decisioning.alarm.SilenceConfig;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * When alarms are raised, and how long an entity is remembered.
 *
 * @param likelihood what is unusual for an entity
 * @param episodes when an episode begins and ends
 * @param absent whether silence is an alarm
 * @param silence when it is
 * @param retention how long after its last sign of life all that is known of an entity is kept
 */
public record AlarmConfig(
        LikelihoodConfig likelihood,
        EpisodeConfig episodes,
        AbsentAlarms absent,
        SilenceConfig silence,
        Duration retention)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Refuses a retention that forgets an entity before its episodes end. */
    public AlarmConfig {
        Objects.requireNonNull(likelihood, "likelihood");
        Objects.requireNonNull(absent, "absent");
        Objects.requireNonNull(silence, "silence");
        if (retention.compareTo(episodes.quietTime()) <= 0 || retention.toDays() > 36_500) {
            throw new IllegalArgumentException(
                    AlarmOptions.RETENTION.key()
                            + " is "
                            + retention
                            + "; expected more than "
                            + AlarmOptions.QUIET_TIME.key()
                            + " ("
                            + episodes.quietTime()
                            + ") and at most 100 years");
        }
    }
}
