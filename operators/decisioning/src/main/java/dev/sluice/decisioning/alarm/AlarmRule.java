// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * One alarm an episode: when unusual readings begin one, when its peak is an order of magnitude
 * rarer than was told, and when it ends.
 *
 * <p>An episode begins with a reading at {@code openAt} and ends, at its last reading that is not
 * quiet, once enough quiet readings or enough quiet time have followed. Its id is that of the
 * reading that opened it first, whatever becomes of its start.
 *
 * <p><b>Late readings</b> belong to the episode that lasts, or to the one that ended last, if their
 * time lies in it or less than the quiet time before it: they revise it and never open another. A
 * later one that is of none is an episode of its own, ended when it is told.
 *
 * <p><b>Revisions.</b> A later decision on a reading takes the place of the earlier one among the
 * readings of the episode and, where it is one of the two worst, in its peak. An episode that no
 * reading would open any more ends at once. Where its last reading turns out to be quiet, its end
 * does not move.
 *
 * <p><b>Maintenance.</b> An episode that begins in a maintenance window is not told. The first
 * reading after the window that would open one begins another.
 *
 * @param config when an episode begins and ends
 */
public record AlarmRule(EpisodeConfig config) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** How much rarer a peak must have become to be told before the episode ends. */
    private static final double RARER = 0.1;

    /**
     * Takes a reading that was not heard before.
     *
     * @param likelihood how likely it is an anomaly of the entity
     * @param windows maintenance windows of the entity
     * @return alarms to raise, in order
     */
    public List<Alarm> reading(
            Episodes episodes,
            ScoredReading reading,
            double likelihood,
            MaintenanceWindows windows) {
        List<Alarm> alarms = new ArrayList<>(time(episodes, reading.entityKey(), reading.timeMs()));
        Episode episode = episodes.of(reading.timeMs(), config.quietMs());
        if (episode == null) {
            alarms.addAll(open(episodes, reading, likelihood, windows));
        } else if (outlastsMaintenance(episode, reading, likelihood, windows)) {
            alarms.addAll(episodes.close(reading.timeMs() - 1).tell(reading.entityKey()));
            alarms.addAll(open(episodes, reading, likelihood, windows));
        } else {
            alarms.addAll(join(episodes, episode, reading, likelihood));
        }
        return alarms;
    }

    /**
     * Takes a later revision of a reading.
     *
     * @param before likelihood of the earlier revision
     */
    public List<Alarm> revision(
            Episodes episodes,
            ScoredReading reading,
            double before,
            double likelihood,
            MaintenanceWindows windows) {
        Episode episode = episodes.of(reading.timeMs(), config.quietMs());
        boolean wasLoud = !config.isQuiet(before);
        if (episode == null || !wasLoud) {
            return config.isQuiet(likelihood)
                    ? List.of()
                    : reading(episodes, reading, likelihood, windows);
        }
        Alarm.Peak now = Alarm.Peak.of(reading, likelihood);
        episode.leave(before, config);
        if (!config.isQuiet(likelihood)) {
            episode.join(now, config);
        }
        episode.replace(now);
        if (episode.opening <= 0 && episode == episodes.current) {
            episodes.close(Math.max(reading.timeMs(), episode.lastLoudMs));
        }
        return episode.tell(reading.entityKey());
    }

    /**
     * Says how far event time has come.
     *
     * @return alarms to raise: an episode that has ended
     */
    public List<Alarm> time(Episodes episodes, String entityKey, long nowMs) {
        long dueMs = dueMs(episodes);
        return nowMs < dueMs ? List.of() : episodes.close(dueMs - 1).tell(entityKey);
    }

    /** When an episode ends unless a reading comes before; Long.MAX_VALUE if none lasts. */
    public long dueMs(Episodes episodes) {
        return episodes.current == null
                ? Long.MAX_VALUE
                : episodes.current.lastLoudMs + config.quietMs() + 1;
    }

    /**
     * Looks at the episodes anew after a ticket.
     *
     * @return alarms to raise: episodes that were told and turn out to be maintenance
     */
    public List<Alarm> maintenance(
            Episodes episodes, String entityKey, MaintenanceWindows windows) {
        List<Alarm> alarms = new ArrayList<>();
        for (Episode episode : new Episode[] {episodes.previous, episodes.current}) {
            if (episode != null && !episode.isSuppressed() && windows.covers(episode.startMs)) {
                episode.status = Alarm.Status.SUPPRESSED;
                alarms.addAll(episode.tell(entityKey));
            }
        }
        return alarms;
    }

    private List<Alarm> open(
            Episodes episodes,
            ScoredReading reading,
            double likelihood,
            MaintenanceWindows windows) {
        if (!config.opens(likelihood)) {
            return List.of();
        }
        Episode opened =
                Episode.of(
                        Alarm.Peak.of(reading, likelihood),
                        windows.covers(reading.timeMs())
                                ? Alarm.Status.SUPPRESSED
                                : Alarm.Status.OPEN);
        if (episodes.current == null) {
            episodes.current = opened;
        } else {
            opened.close(reading.timeMs() + config.quietMs());
            if (episodes.previous == null) {
                episodes.previous = opened;
            }
        }
        return opened.tell(reading.entityKey());
    }

    private boolean outlastsMaintenance(
            Episode episode, ScoredReading reading, double likelihood, MaintenanceWindows windows) {
        return episode.isSuppressed()
                && !episode.isClosed()
                && reading.timeMs() > episode.startMs
                && config.opens(likelihood)
                && !windows.covers(reading.timeMs());
    }

    private List<Alarm> join(
            Episodes episodes, Episode episode, ScoredReading reading, double likelihood) {
        if (config.isQuiet(likelihood)) {
            return quiet(episodes, episode, reading);
        }
        Alarm.Peak loud = Alarm.Peak.of(reading, likelihood);
        episode.join(loud, config);
        episode.offer(loud);
        return episode.isClosed() || isRarer(episode)
                ? tellUnlessSuppressed(episode, reading.entityKey())
                : List.of();
    }

    private List<Alarm> quiet(Episodes episodes, Episode episode, ScoredReading reading) {
        if (episode.isClosed() || reading.timeMs() <= episode.lastLoudMs) {
            return List.of();
        }
        episode.quietRun++;
        return episode.quietRun < config.quietReadings()
                ? List.of()
                : episodes.close(reading.timeMs()).tell(reading.entityKey());
    }

    private static boolean isRarer(Episode episode) {
        double likelihood = episode.peak.likelihood();
        return likelihood > episode.toldLikelihood
                && 1 - likelihood <= RARER * (1 - episode.toldLikelihood);
    }

    private static List<Alarm> tellUnlessSuppressed(Episode episode, String entityKey) {
        return episode.isSuppressed() ? List.of() : episode.tell(entityKey);
    }
}
