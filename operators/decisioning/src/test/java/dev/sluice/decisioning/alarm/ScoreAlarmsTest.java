// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

import dev.sluice.decisioning.alarm.Alarm.Status;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class ScoreAlarmsTest {

    private static final String PUMP = "pump-7";
    private static final long MINUTE = 60_000;

    private final ScoreAlarms rules =
            ScoreAlarms.of(new LikelihoodConfig(4_000, 50, 0.5), EpisodeConfig.DEFAULT);
    private final AlarmState state = new AlarmState();
    private final MaintenanceWindows windows = new MaintenanceWindows();

    @Test
    void aFaultInAQuietPastIsOneAlarmWithStartPeakAndEnd() {
        List<Alarm> alarms = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            boolean fault = i >= 700 && i < 720;
            double probability = fault ? (i == 705 ? 0.95 : 0.6) : i % 3 == 0 ? 0.008 : 0.004;
            alarms.addAll(decided("r" + i, 0, i, probability));
        }
        assertThat(alarms).extracting(Alarm::alarmId).containsOnly("anomaly/42000000/pump-7");
        assertThat(alarms.get(0).status()).isEqualTo(Status.OPEN);
        Alarm last = alarms.get(alarms.size() - 1);
        assertThat(last.status()).isEqualTo(Status.CLOSED);
        assertThat(last.peak().eventId()).isEqualTo("r705");
        assertThat(last.endMs()).isBetween(719 * MINUTE, 735 * MINUTE);
    }

    @Test
    void aDecisionThatWasHeardBeforeChangesNothing() {
        quietPast();
        assertThat(decided("x", 0, 500, 0.9)).hasSize(1);
        long readings = state.profile.readings;
        assertThat(decided("x", 0, 500, 0.9)).isEmpty();
        assertThat(state.profile.readings).isEqualTo(readings);
        assertThat(state.episodes.current.loud).isEqualTo(1);
    }

    @Test
    void deepTakesAnAlarmOfTheFirstPassBack() {
        quietPast();
        assertThat(decided("x", 0, 500, 0.9)).hasSize(1);
        Alarm revised = decided("x", 1, 500, 0.004).get(0);
        assertThat(revised.status()).isEqualTo(Status.CLOSED);
        assertThat(decided("x", 0, 500, 0.9)).as("an older revision").isEmpty();
    }

    @Test
    void whatIsScoredInMaintenanceIsNotLearned() {
        quietPast();
        long before = state.profile.readings;
        windows.add(new MaintenanceWindow(PUMP, 500 * MINUTE, 600 * MINUTE));
        assertThat(decided("x", 0, 500, 0.9)).isEmpty();
        assertThat(state.profile.readings).isEqualTo(before);
    }

    @Test
    void whatIsNoProbabilityIsPassedOver() {
        assertThat(decided("x", 0, 1, Double.NaN)).isEmpty();
        assertThat(decided("y", 0, 2, 1.5)).isEmpty();
        assertThat(state.profile.readings).isZero();
    }

    private void quietPast() {
        for (int i = 0; i < 500; i++) {
            decided("r" + i, 0, i, 0.004);
        }
    }

    private List<Alarm> decided(String id, int revision, long minute, double probability) {
        return rules.decided(
                state,
                new ScoredReading(id, revision, PUMP, minute * MINUTE, probability),
                windows);
    }
}
