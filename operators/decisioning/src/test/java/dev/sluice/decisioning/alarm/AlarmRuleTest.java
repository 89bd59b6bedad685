// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

import dev.sluice.decisioning.alarm.Alarm.Status;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

class AlarmRuleTest {

    private static final String PUMP = "pump-7";
    private static final long QUIET_MS = 100;

    private final AlarmRule rule =
            new AlarmRule(new EpisodeConfig(0.99, 0.9, 3, Duration.ofMillis(QUIET_MS)));
    private final Episodes episodes = new Episodes();
    private final MaintenanceWindows windows = new MaintenanceWindows();

    @Test
    void manyUnusualReadingsAreOneAlarm() {
        assertThat(at(0, 0.5)).isEmpty();
        Alarm opened = only(at(10, 0.995));
        assertThat(opened.status()).isEqualTo(Status.OPEN);
        assertThat(opened.alarmId()).isEqualTo("anomaly/10/pump-7");
        assertThat(opened.endMs()).isEqualTo(Alarm.NO_END);
        assertThat(at(20, 0.95)).isEmpty();
        assertThat(at(30, 0.996)).isEmpty();
        assertThat(at(40, 0.1)).isEmpty();
        assertThat(at(50, 0.1)).isEmpty();

        Alarm closed = only(at(60, 0.1));

        assertThat(closed.status()).isEqualTo(Status.CLOSED);
        assertThat(closed.alarmId()).isEqualTo(opened.alarmId());
        assertThat(closed.revision()).isEqualTo(1);
        assertThat(closed.startMs()).isEqualTo(10);
        assertThat(closed.endMs()).isEqualTo(30);
        assertThat(closed.readings()).isEqualTo(3);
        assertThat(closed.peak()).isEqualTo(new Alarm.Peak(30, 0.996, 0.996, "e30"));
    }

    @Test
    void aReadingBetweenTheThresholdsKeepsAnEpisodeButOpensNone() {
        assertThat(at(0, 0.95)).isEmpty();
        at(10, 0.99);
        for (int i = 2; i < 20; i++) {
            assertThat(at(10 * i, 0.95)).isEmpty();
        }
        assertThat(episodes.current).isNotNull();
    }

    @Test
    void quietTimeEndsAnEpisodeEvenIfNothingComes() {
        at(10, 0.99);
        assertThat(rule.dueMs(episodes)).isEqualTo(111);
        assertThat(rule.time(episodes, PUMP, 110)).isEmpty();

        Alarm closed = only(rule.time(episodes, PUMP, 500));

        assertThat(closed.endMs()).isEqualTo(10);
        assertThat(rule.dueMs(episodes)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aReadingAfterTheQuietTimeOpensAnotherEpisodeWhetherTimeWasToldOrNot() {
        at(10, 0.99);
        List<Alarm> alarms = at(111, 0.995);
        assertThat(alarms)
                .extracting(Alarm::alarmId, Alarm::status)
                .containsExactly(
                        tuple("anomaly/10/pump-7", Status.CLOSED),
                        tuple("anomaly/111/pump-7", Status.OPEN));
    }

    @Test
    void aPeakThatBecameAnOrderOfMagnitudeRarerIsTold() {
        at(10, 0.99);
        assertThat(at(20, 0.998)).isEmpty();
        Alarm worse = only(at(30, 0.9995));
        assertThat(worse.revision()).isEqualTo(1);
        assertThat(worse.status()).isEqualTo(Status.OPEN);
        assertThat(worse.peak().timeMs()).isEqualTo(30);
        assertThat(at(40, 0.9996)).isEmpty();
    }

    @Test
    void aLateReadingBelongsToTheEpisodeThatLasts() {
        at(100, 0.99);
        at(150, 0.99);
        assertThat(at(120, 0.995)).isEmpty();
        assertThat(at(60, 0.99)).as("just before the start").isEmpty();
        assertThat(episodes.current.startMs).isEqualTo(60);
        assertThat(episodes.current.lastLoudMs).isEqualTo(150);
        assertThat(episodes.current.loud).isEqualTo(4);
        Alarm closed = only(rule.time(episodes, PUMP, 1_000));
        assertThat(closed.alarmId()).as("the id stays").isEqualTo("anomaly/100/pump-7");
        assertThat(closed.startMs()).isEqualTo(60);
    }

    @Test
    void aLateReadingRevisesTheEpisodeThatHasEnded() {
        at(100, 0.99);
        at(110, 0);
        at(120, 0);
        at(130, 0);
        assertThat(episodes.current).isNull();

        Alarm revised = only(at(125, 0.9999));

        assertThat(revised.alarmId()).isEqualTo("anomaly/100/pump-7");
        assertThat(revised.status()).isEqualTo(Status.CLOSED);
        assertThat(revised.revision()).isEqualTo(2);
        assertThat(revised.endMs()).isEqualTo(125);
        assertThat(revised.peak().eventId()).isEqualTo("e125");
    }

    @Test
    void aLateReadingOfNoEpisodeIsOneOfItsOwnAndLeavesTheOthersAlone() {
        at(1_000, 0.99);
        Alarm old = only(at(500, 0.99));
        assertThat(old.status()).isEqualTo(Status.CLOSED);
        assertThat(old.startMs()).isEqualTo(500);
        assertThat(old.endMs()).isEqualTo(500);
        assertThat(episodes.current.openedMs).isEqualTo(1_000);
    }

    @Test
    void aRevisionTakesThePlaceOfTheReadingAtThePeak() {
        at(10, 0.995);
        at(20, 0.9999);
        Alarm revised = only(revise(20, 0.9999, 0.991));
        assertThat(revised.peak().eventId()).isEqualTo("e10");
        assertThat(revised.readings()).isEqualTo(2);
        assertThat(revised.status()).isEqualTo(Status.OPEN);
    }

    @Test
    void anEpisodeThatNothingWouldOpenAnyMoreEndsAtOnce() {
        at(10, 0.995);
        Alarm withdrawn = only(revise(10, 0.995, 0.2));
        assertThat(withdrawn.status()).isEqualTo(Status.CLOSED);
        assertThat(withdrawn.readings()).isZero();
        assertThat(withdrawn.peak().likelihood()).isEqualTo(0.2);
        assertThat(episodes.current).isNull();
    }

    @Test
    void aRevisionFromQuietToUnusualOpensAnEpisode() {
        at(10, 0.5);
        assertThat(only(revise(10, 0.5, 0.999)).status()).isEqualTo(Status.OPEN);
    }

    @Test
    void anEpisodeThatBeginsInMaintenanceIsNotTold() {
        windows.add(new MaintenanceWindow(PUMP, 0, 50));
        assertThat(at(10, 0.999)).isEmpty();
        assertThat(at(20, 0.99999)).isEmpty();
        assertThat(episodes.current.status).isEqualTo(Status.SUPPRESSED);
        assertThat(rule.time(episodes, PUMP, 1_000)).isEmpty();
    }

    @Test
    void whatOutlastsMaintenanceIsAnAlarm() {
        windows.add(new MaintenanceWindow(PUMP, 0, 50));
        at(10, 0.999);
        assertThat(at(45, 0.999)).isEmpty();
        Alarm opened = only(at(60, 0.999));
        assertThat(opened.startMs()).isEqualTo(60);
        assertThat(opened.status()).isEqualTo(Status.OPEN);
        assertThat(opened.revision()).isZero();
    }

    @Test
    void aTicketThatComesLateTakesTheAlarmBack() {
        at(10, 0.999);
        windows.add(new MaintenanceWindow(PUMP, 0, 50));
        Alarm taken = only(rule.maintenance(episodes, PUMP, windows));
        assertThat(taken.status()).isEqualTo(Status.SUPPRESSED);
        assertThat(taken.revision()).isEqualTo(1);
        assertThat(rule.maintenance(episodes, PUMP, windows)).as("once").isEmpty();
        assertThat(at(20, 0.99999)).isEmpty();
        assertThat(only(rule.time(episodes, PUMP, 1_000)).endMs()).isEqualTo(20);
    }

    @Test
    void aTicketAboutAnotherTimeChangesNothing() {
        at(100, 0.999);
        windows.add(new MaintenanceWindow(PUMP, 0, 50));
        assertThat(rule.maintenance(episodes, PUMP, windows)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverComesAlarmsAreConsistent(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Alarm> latest = new HashMap<>();
        Map<Long, Double> likelihoods = new HashMap<>();
        List<Long> opening = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < 5_000; i++) {
            now += random.nextInt(40);
            long time = random.nextInt(10) == 0 ? Math.max(0, now - random.nextInt(400)) : now;
            double likelihood = Math.min(0.99999, 0.85 + 0.15 * random.nextDouble());
            List<Alarm> alarms;
            Double before = likelihoods.put(time, likelihood);
            if (before == null) {
                alarms = at(time, likelihood);
            } else {
                alarms = revise(time, before, likelihood);
            }
            if (likelihood >= 0.99) {
                opening.add(time);
            }
            for (Alarm alarm : alarms) {
                Alarm known = latest.put(alarm.alarmId(), alarm);
                String place = "seed " + seed + ", step " + i + ": " + alarm;
                assertThat(alarm.revision())
                        .as(place)
                        .isEqualTo(known == null ? 0 : known.revision() + 1);
                assertThat(alarm.startMs()).as(place).isLessThanOrEqualTo(alarm.endMs());
                if (known != null && known.status() == Status.CLOSED) {
                    assertThat(alarm.status()).as(place).isEqualTo(Status.CLOSED);
                }
            }
            assertThat(latest.values().stream().filter(a -> a.status() == Status.OPEN).count())
                    .as("open at once, seed %d, step %d", seed, i)
                    .isLessThanOrEqualTo(1);
        }
        assertThat(latest).hasSizeGreaterThan(20);
        assertThat(opening).hasSizeGreaterThan(latest.size());
    }

    @Test
    void thresholdsThatContradictEachOtherAreRefused() {
        assertThatThrownBy(() -> new EpisodeConfig(0.9, 0.95, 3, Duration.ofHours(1)))
                .hasMessage(
                        "alarms.close-below is 0.95; expected more than 0 and at most"
                                + " alarms.open-at (0.9)");
    }

    private List<Alarm> at(long time, double likelihood) {
        return rule.reading(episodes, reading(time, 0, likelihood), likelihood, windows);
    }

    private List<Alarm> revise(long time, double before, double likelihood) {
        return rule.revision(episodes, reading(time, 1, likelihood), before, likelihood, windows);
    }

    private static ScoredReading reading(long time, int revision, double likelihood) {
        return new ScoredReading("e" + time, revision, PUMP, time, likelihood);
    }

    private static Alarm only(List<Alarm> alarms) {
        assertThat(alarms).hasSize(1);
        return alarms.get(0);
    }
}
