// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.metric.FaultSpan;
import dev.sluice.decisioning.metric.WatchedEntity;
import dev.sluice.stream.alarm.AlarmConfig;
import dev.sluice.stream.alarm.AlarmOptions;

import org.apache.flink.configuration.Configuration;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class AlarmReplayTest {

    private static final long MINUTE = 60_000;
    private static final String PUMP = "pump";
    private static final String FAN = "fan";

    private final List<Decision> decisions = new ArrayList<>();

    @Test
    void anEpisodeOfHighProbabilitiesIsOneAlarm() {
        for (int minute = 0; minute < 600; minute++) {
            decided(PUMP, minute, minute >= 300 && minute < 310 ? 0.95 : 0.001);
        }

        assertThat(watched(PUMP).alarmsMs()).containsExactly(300 * MINUTE);
    }

    @Test
    void aSilenceIsAnAlarmWhileOthersSpeakAndWhenItIsOver() {
        for (int minute = 0; minute < 600; minute++) {
            decided(FAN, minute, 0.001);
            if (minute < 200 || minute > 400) {
                decided(PUMP, minute, 0.001);
            }
        }

        assertThat(Arrays.stream(watched(PUMP).alarmsMs()).boxed())
                .hasSize(1)
                .allMatch(raised -> raised >= 203 * MINUTE && raised <= 206 * MINUTE);
        assertThat(watched(FAN).alarmsMs()).isEmpty();
    }

    @Test
    void aSilenceOfTheOnlyEntityIsToldWhenItSpeaksAgain() {
        for (int minute = 0; minute < 600; minute++) {
            if (minute < 200 || minute > 400) {
                decided(PUMP, minute, 0.001);
            }
        }

        assertThat(watched(PUMP).alarmsMs()).hasSize(1);
    }

    @Test
    void nobodyIsAbsentWhereNobodyIsToBeTold() {
        for (int minute = 0; minute < 600; minute++) {
            decided(FAN, minute, 0.001);
            if (minute < 200) {
                decided(PUMP, minute, 0.001);
            }
        }

        assertThat(watched(PUMP).alarmsMs()).hasSize(1);
        assertThat(watched(PUMP, watch("alarms.absent.enabled", "false")).alarmsMs()).isEmpty();
    }

    @Test
    void figuresHoldTheAlarmsAgainstTheFaults() {
        for (int minute = 0; minute < 1_441; minute++) {
            decided(PUMP, minute, minute == 300 || minute == 900 ? 0.95 : 0.001);
        }
        AlarmWatch watch =
                new AlarmWatch(
                        "pump",
                        config(),
                        Map.of(
                                PUMP,
                                List.of(
                                        new FaultSpan("spike", 299 * MINUTE, 301 * MINUTE),
                                        new FaultSpan("drift", 600 * MINUTE, 700 * MINUTE))));

        AlarmFigures figures = AlarmFigures.of("policy", decisions, watch);

        assertThat(figures.kinds())
                .containsExactly(
                        new AlarmFigures.Kind("drift", 1, 0, 0, Double.NaN),
                        new AlarmFigures.Kind("spike", 1, 1, 1, 1));
        assertThat(figures.recall()).isEqualTo(0.5);
        assertThat(figures.falseAlarmsPerEntityDay()).isEqualTo(1);
    }

    @Test
    void whereNobodyKnowsOfAFaultNoAlarmIsFalse() {
        for (int minute = 0; minute < 600; minute++) {
            decided(PUMP, minute, minute == 300 ? 0.95 : 0.001);
        }

        AlarmFigures figures = AlarmFigures.of("policy", decisions, watch());

        assertThat(figures.alarms()).isEqualTo(1);
        assertThat(figures.falseAlarms()).isNaN();
        assertThat(figures.recall()).isNaN();
    }

    private WatchedEntity watched(String entity) {
        return watched(entity, watch());
    }

    private WatchedEntity watched(String entity, AlarmWatch watch) {
        List<String> entities =
                decisions.stream().map(Decision::entityKey).distinct().sorted().toList();
        return AlarmReplay.of(decisions, watch).get(entities.indexOf(entity));
    }

    private static AlarmWatch watch(String... settings) {
        return new AlarmWatch("pump", config(settings), Map.of());
    }

    private static AlarmConfig config(String... settings) {
        Configuration configuration = new Configuration();
        // a new entity is believed
        configuration.setString("alarms.likelihood.unknown", "0");
        for (int i = 0; i < settings.length; i += 2) {
            configuration.setString(settings[i], settings[i + 1]);
        }
        return AlarmOptions.read(configuration).orElseThrow();
    }

    private void decided(String entity, long minute, double probability) {
        Decision base =
                Replays.decision(
                        entity + "@" + minute,
                        probability,
                        Outcome.CLEAR,
                        DecisionSource.FIRST_PASS,
                        0);
        decisions.add(
                new Decision(
                        base.eventId(),
                        base.revision(),
                        entity,
                        minute * MINUTE,
                        base.verdict(),
                        base.source(),
                        base.reason(),
                        base.appraisal(),
                        base.effort(),
                        base.versions(),
                        base.timings(),
                        base.trace()));
    }
}
