// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

import java.io.Serializable;
import java.util.List;

/**
 * From the decisions on an entity to alarms about it: each is calibrated against its past, learned
 * once, and laid to an episode.
 *
 * <p>A decision that was heard before changes nothing, nor does one without a probability; a later
 * revision of one of the latest {@value RecentReadings#CAPACITY} readings takes its place, an older
 * one counts as another reading. What is scored in a maintenance window is not learned.
 *
 * @param likelihood how unusual a reading is
 * @param rule when that is an alarm
 */
public record ScoreAlarms(AnomalyLikelihood likelihood, AlarmRule rule) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Rules of these settings. */
    public static ScoreAlarms of(LikelihoodConfig likelihood, EpisodeConfig episodes) {
        return new ScoreAlarms(new AnomalyLikelihood(likelihood), new AlarmRule(episodes));
    }

    /**
     * Takes a decision.
     *
     * @param state the entity's, changed
     * @return alarms to raise, in order
     */
    public List<Alarm> decided(
            AlarmState state, ScoredReading reading, MaintenanceWindows windows) {
        if (!(reading.probability() >= 0 && reading.probability() <= 1)) {
            return List.of();
        }
        int place = state.recent.find(reading.eventId());
        if (place >= 0 && reading.revision() <= state.recent.revisions[place]) {
            return List.of();
        }
        double unusual = likelihood.of(state.profile, reading.probability());
        if (place >= 0) {
            double before = state.recent.likelihoods[place];
            state.recent.set(place, reading, unusual);
            return rule.revision(state.episodes, reading, before, unusual, windows);
        }
        state.recent.add(reading, unusual);
        if (!windows.covers(reading.timeMs())) {
            likelihood.learn(state.profile, reading.probability());
        }
        return rule.reading(state.episodes, reading, unusual, windows);
    }
}
