// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

import java.util.List;

/** One episode of unusual readings, while it can still change. */
public final class Episode {

    private static final long NEVER = Long.MAX_VALUE;

    /** What makes its id; never changes. */
    public long openedMs;

    /** Time of the first reading that would open it. */
    public long startMs;

    /** Time of the last reading that is not quiet. */
    public long lastLoudMs;

    /** How far event time had come when it was closed. */
    public long closedMs = NEVER;

    /** Quiet readings in a row. */
    public int quietRun;

    /** Readings that are not quiet. */
    public int loud;

    /** Those of them that would open it. */
    public int opening;

    /** The worst reading. */
    public Alarm.Peak peak;

    /** The second worst, or null. */
    public Alarm.Peak second;

    /** How it stands. */
    public Alarm.Status status = Alarm.Status.OPEN;

    /** Revision of the next alarm about it; 0 while it was not told. */
    public int nextRevision;

    /** Likelihood of the peak that was told last. */
    public double toldLikelihood;

    /** For state backends. */
    public Episode() {}

    /** An episode that a reading opens. */
    static Episode of(Alarm.Peak reading, Alarm.Status status) {
        Episode episode = new Episode();
        episode.openedMs = reading.timeMs();
        episode.startMs = reading.timeMs();
        episode.lastLoudMs = reading.timeMs();
        episode.loud = 1;
        episode.opening = 1;
        episode.peak = reading;
        episode.status = status;
        return episode;
    }

    boolean isSuppressed() {
        return status == Alarm.Status.SUPPRESSED;
    }

    boolean isClosed() {
        return closedMs != NEVER;
    }

    /** Whether a reading of this time is part of it, or would have begun it had it come in time. */
    boolean reaches(long timeMs, long quietMs) {
        return timeMs >= startMs - quietMs && timeMs <= closedMs;
    }

    /** Takes in a reading that is not quiet. */
    void join(Alarm.Peak reading, EpisodeConfig config) {
        loud++;
        if (config.opens(reading.likelihood())) {
            opening++;
            startMs = Math.min(startMs, reading.timeMs());
        }
        if (reading.timeMs() > lastLoudMs) {
            lastLoudMs = reading.timeMs();
            quietRun = 0;
        }
    }

    /** Takes a reading that is not quiet out again. */
    void leave(double likelihood, EpisodeConfig config) {
        loud--;
        if (config.opens(likelihood)) {
            opening--;
        }
    }

    void offer(Alarm.Peak reading) {
        if (peak.isBelow(reading)) {
            second = peak;
            peak = reading;
        } else if (second == null || second.isBelow(reading)) {
            second = reading;
        }
    }

    /** Puts a reading in the place of an earlier revision. */
    void replace(Alarm.Peak reading) {
        if (second != null && second.eventId().equals(reading.eventId())) {
            second = null;
        } else if (peak.eventId().equals(reading.eventId())) {
            peak = second;
            second = null;
        }
        if (peak == null) {
            peak = reading;
        } else {
            offer(reading);
        }
    }

    void close(long atMs) {
        closedMs = atMs;
        if (!isSuppressed()) {
            status = Alarm.Status.CLOSED;
        }
    }

    /** What is to be told about it now: nothing if it was never told and is suppressed. */
    List<Alarm> tell(String entityKey) {
        if (isSuppressed() && nextRevision == 0) {
            return List.of();
        }
        toldLikelihood = peak.likelihood();
        return List.of(
                new Alarm(
                        Alarm.id(Alarm.Kind.ANOMALY, openedMs, entityKey),
                        nextRevision++,
                        entityKey,
                        Alarm.Kind.ANOMALY,
                        status,
                        startMs,
                        isClosed() ? lastLoudMs : Alarm.NO_END,
                        peak,
                        loud));
    }
}
