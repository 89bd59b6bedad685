// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

import dev.sluice.decisioning.privacy.LoggedIdentifiers;

import java.util.Locale;

/**
 * What is said about an episode of an entity; of several alarms with one id the one with the
 * highest revision holds.
 *
 * @param alarmId id of the episode: kind, time and entity that it was opened with
 * @param revision 0 for the first that is said, one more each time
 * @param entityKey entity
 * @param kind what is wrong
 * @param status how it stands
 * @param startMs begin of the episode, milliseconds since the epoch, UTC
 * @param endMs its end, {@link #NO_END} while it lasts
 * @param peak where it was worst
 * @param readings number of readings that speak for it; 0 if none came
 */
public record Alarm(
        String alarmId,
        int revision,
        String entityKey,
        Kind kind,
        Status status,
        long startMs,
        long endMs,
        Peak peak,
        int readings) {

    /** End of an episode that has none yet. */
    public static final long NO_END = Long.MAX_VALUE;

    /** What is wrong. */
    public enum Kind {
        /** Readings are unusual for the entity. */
        ANOMALY,
        /** The entity is silent for longer than it used to be. */
        ABSENT
    }

    /** How an episode stands. */
    public enum Status {
        /** It lasts. */
        OPEN,
        /** It has ended. */
        CLOSED,
        /** A maintenance window turned out to be its cause, after it had been told. */
        SUPPRESSED
    }

    /**
     * Where an episode was worst.
     *
     * @param timeMs time of the reading; of a silence, when it became an alarm
     * @param likelihood how likely the reading is an anomaly of the entity; NaN for a silence
     * @param probability calibrated probability that the reading is bad; NaN for a silence
     * @param eventId id of the reading; empty for a silence
     */
    public record Peak(long timeMs, double likelihood, double probability, String eventId) {

        static Peak ofSilence(long timeMs) {
            return new Peak(timeMs, Double.NaN, Double.NaN, "");
        }

        static Peak of(ScoredReading reading, double likelihood) {
            return new Peak(reading.timeMs(), likelihood, reading.probability(), reading.eventId());
        }

        /** Whether another reading is worse; of two as bad the earlier one is kept. */
        boolean isBelow(Peak other) {
            return other.likelihood > likelihood;
        }
    }

    /** The id of the episode that an entity opened at a time: the same in every run. */
    public static String id(Kind kind, long openedMs, String entityKey) {
        return kind.name().toLowerCase(Locale.ROOT) + "/" + openedMs + "/" + entityKey;
    }

    /** For logs: identifiers as they may appear there. */
    @Override
    public String toString() {
        return "Alarm["
                + kind
                + " of "
                + LoggedIdentifiers.of(entityKey)
                + " from "
                + startMs
                + ", revision "
                + revision
                + ", "
                + status
                + "]";
    }
}
