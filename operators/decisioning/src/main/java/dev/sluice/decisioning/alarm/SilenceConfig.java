// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

import java.io.Serializable;
import java.time.Duration;

/**
 * When silence is an alarm.
 *
 * @param margin an entity is absent after this many times the interval in which it is expected
 * @param share share of its gaps that are no longer than the expected interval
 * @param minGaps gaps that are known before anything is expected
 * @param halfLife gaps after which a gap counts half
 * @param least no shorter silence is an alarm
 */
public record SilenceConfig(double margin, double share, int minGaps, int halfLife, Duration least)
        implements Serializable {

    /** Where nobody says otherwise. */
    public static final SilenceConfig DEFAULT =
            new SilenceConfig(4, 0.95, 8, 500, Duration.ofMinutes(1));

    private static final long serialVersionUID = 1L;

    /** Refuses what would call ordinary gaps a silence. */
    public SilenceConfig {
        AlarmChecks.require(
                margin >= 1 && margin <= 1_000,
                "alarms.absent.margin",
                margin,
                "1 to 1000 times the expected interval");
        AlarmChecks.require(
                share > 0 && share < 1,
                "alarms.absent.share",
                share,
                "a share of the gaps, more than 0 and less than 1");
        AlarmChecks.require(minGaps >= 1, "alarms.absent.min-gaps", minGaps, "1 or more");
        AlarmChecks.require(halfLife >= 1, "alarms.absent.half-life", halfLife, "1 or more");
        AlarmChecks.span("alarms.absent.least", least);
    }

    double decay() {
        return Math.pow(0.5, 1.0 / halfLife);
    }
}
