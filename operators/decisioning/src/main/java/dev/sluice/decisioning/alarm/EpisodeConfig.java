// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

import java.io.Serializable;
import java.time.Duration;

/**
 * When an episode begins and ends.
 *
 * @param openAt likelihood from which a reading opens an episode
 * @param closeBelow likelihood below which a reading is quiet again; at most {@code openAt}
 * @param quietReadings an episode ends when so many quiet readings in a row have come
 * @param quietTime it ends, too, when no other reading came for so long
 */
public record EpisodeConfig(double openAt, double closeBelow, int quietReadings, Duration quietTime)
        implements Serializable {

    /** Chosen on simulated sensors: {@code sluice evaluate sensors --simulated}. */
    public static final EpisodeConfig DEFAULT =
            new EpisodeConfig(0.4, 0.4, 12, Duration.ofHours(12));

    private static final long serialVersionUID = 1L;

    /** Refuses thresholds that contradict each other, and episodes without an end. */
    public EpisodeConfig {
        AlarmChecks.require(
                openAt > 0 && openAt < 1, "alarms.open-at", openAt, "more than 0 and less than 1");
        AlarmChecks.require(
                closeBelow > 0 && closeBelow <= openAt,
                "alarms.close-below",
                closeBelow,
                "more than 0 and at most alarms.open-at (" + openAt + ")");
        AlarmChecks.require(
                quietReadings >= 1, "alarms.quiet.readings", quietReadings, "1 or more");
        AlarmChecks.span("alarms.quiet.time", quietTime);
    }

    boolean opens(double likelihood) {
        return likelihood >= openAt;
    }

    boolean isQuiet(double likelihood) {
        return likelihood < closeBelow;
    }

    long quietMs() {
        return quietTime.toMillis();
    }
}
