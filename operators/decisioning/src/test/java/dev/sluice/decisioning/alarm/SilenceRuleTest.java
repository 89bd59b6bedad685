// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.alarm;

import dev.sluice.decisioning.alarm.Alarm.Kind;
import dev.sluice.decisioning.alarm.Alarm.Status;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SilenceRuleTest {

    private static final String PUMP = "pump-7";
    private static final long MINUTE = 60_000;
    private static final long START = 1_700_000_000_000L;
    private static final long NEVER = Long.MAX_VALUE;

    private final SilenceRule rule =
            new SilenceRule(new SilenceConfig(4, 0.95, 5, 100, Duration.ofSeconds(30)));
    private final Cadence cadence = new Cadence();
    private final MaintenanceWindows windows = new MaintenanceWindows();
    private long last = START;

    @BeforeEach
    void firstSight() {
        seen(START);
    }

    @Test
    void withoutAFewGapsNothingIsExpected() {
        speak(4, MINUTE);
        assertThat(due()).isEqualTo(NEVER);
        assertThat(rule.time(cadence, PUMP, START + 1_000 * MINUTE, windows)).isEmpty();
        speak(1, MINUTE);
        assertThat(due()).isLessThan(NEVER);
    }

    @Test
    void anEntityIsAbsentAfterAMarginOfItsInterval() {
        speak(50, MINUTE);
        assertThat(due() - last).isBetween(4 * MINUTE, 5 * MINUTE);
        assertThat(rule.time(cadence, PUMP, due() - 1, windows)).isEmpty();
        long due = due();

        Alarm raised = only(rule.time(cadence, PUMP, due + 3 * MINUTE, windows));

        assertThat(raised.kind()).isEqualTo(Kind.ABSENT);
        assertThat(raised.status()).isEqualTo(Status.OPEN);
        assertThat(raised.alarmId()).isEqualTo("absent/" + last + "/pump-7");
        assertThat(raised.startMs()).isEqualTo(last);
        assertThat(raised.peak().timeMs()).isEqualTo(due);
        assertThat(rule.time(cadence, PUMP, due + 9 * MINUTE, windows)).as("once").isEmpty();
        assertThat(due()).isEqualTo(NEVER);
    }

    @Test
    void theAlarmEndsWhenTheEntitySpeaksAgain() {
        speak(50, MINUTE);
        Alarm raised = only(rule.time(cadence, PUMP, due(), windows));
        last += 30 * MINUTE;
        Alarm ended = only(seen(last));
        assertThat(ended.alarmId()).isEqualTo(raised.alarmId());
        assertThat(ended.status()).isEqualTo(Status.CLOSED);
        assertThat(ended.revision()).isEqualTo(1);
        assertThat(ended.endMs()).isEqualTo(last);
        assertThat(due()).isLessThan(NEVER);
    }

    @Test
    void anOutageHardlyLengthensTheInterval() {
        speak(50, MINUTE);
        long before = due() - last;
        speak(1, 10_000 * MINUTE);
        speak(1, MINUTE);
        assertThat(due() - last).isLessThan(2 * before);
        speak(200, MINUTE);
        assertThat(due() - last).isBetween(4 * MINUTE, 5 * MINUTE);
    }

    @Test
    void burstsDoNotMakeThePausesBetweenThemASilence() {
        for (int burst = 0; burst < 10; burst++) {
            speak(9, 1_000);
            speak(1, 10 * MINUTE);
        }
        for (int burst = 0; burst < 40; burst++) {
            speak(9, 1_000);
            assertThat(due() - last).as("burst %d", burst).isGreaterThan(10 * MINUTE);
            speak(1, 10 * MINUTE);
        }
    }

    @Test
    void anEntityThatBecomesSlowerIsFollowed() {
        speak(50, MINUTE);
        speak(30, 60 * MINUTE);
        assertThat(due() - last).isGreaterThan(60 * MINUTE);
    }

    @Test
    void repeatedAndLateReadingsChangeNothing() {
        speak(50, MINUTE);
        long due = due();
        seen(last);
        seen(last);
        seen(last - 7 * MINUTE);
        seen(last - 9 * MINUTE);
        assertThat(due()).isEqualTo(due);
        assertThat(cadence.learned).isEqualTo(50);
    }

    @Test
    void aLateReadingDoesNotEndASilence() {
        speak(50, MINUTE);
        rule.time(cadence, PUMP, due(), windows);
        assertThat(seen(last - 2 * MINUTE)).isEmpty();
        assertThat(cadence.silence).isNotNull();
    }

    @Test
    void aClockThatJumpsAheadAndBackIsForgotten() {
        speak(50, MINUTE);
        long wait = due() - last;
        seen(last + 365L * 24 * 60 * MINUTE);
        for (int i = 0; i < SilenceRule.RESTART; i++) {
            last += MINUTE;
            seen(last);
        }
        assertThat(due() - last).isBetween(wait, 2 * wait);
        speak(100, MINUTE);
        assertThat(due() - last).isBetween(4 * MINUTE, 5 * MINUTE);
    }

    @Test
    void anEntityWhoseClockWasSetBackIsAlive() {
        speak(50, MINUTE);
        long now = due();
        rule.time(cadence, PUMP, now, windows);
        long wrong = START - 1_000 * MINUTE;
        assertThat(rule.seen(cadence, PUMP, wrong, now, windows)).isEmpty();
        assertThat(rule.seen(cadence, PUMP, wrong + MINUTE, now, windows)).isEmpty();
        Alarm ended = only(rule.seen(cadence, PUMP, wrong + 2 * MINUTE, now + MINUTE, windows));
        assertThat(ended.status()).isEqualTo(Status.CLOSED);
        assertThat(ended.endMs()).isEqualTo(now + MINUTE);
        assertThat(due()).isGreaterThan(now + MINUTE);
    }

    @Test
    void aSilenceThatIsOverBeforeEventTimeComesToItIsToldWithItsEnd() {
        speak(50, MINUTE);
        long since = last;
        long due = due();
        assertThat(seen(since + 60 * MINUTE)).isEmpty();
        assertThat(rule.dueMs(cadence, windows)).isEqualTo(due);
        assertThat(rule.time(cadence, PUMP, due - 1, windows)).isEmpty();

        Alarm told = only(rule.time(cadence, PUMP, due, windows));

        assertThat(told.status()).isEqualTo(Status.CLOSED);
        assertThat(told.startMs()).isEqualTo(since);
        assertThat(told.endMs()).isEqualTo(since + 60 * MINUTE);
        assertThat(told.revision()).isZero();
    }

    @Test
    void aSecondSilenceConfirmsTheFirstAndTheEndOfTheInputTheSecond() {
        speak(50, MINUTE);
        long first = last;
        speak(1, 60 * MINUTE);
        last += 120 * MINUTE;
        assertThat(only(seen(last)).startMs()).isEqualTo(first);
        assertThat(only(rule.endOfInput(cadence, PUMP)).endMs()).isEqualTo(last);
        assertThat(rule.endOfInput(cadence, PUMP)).isEmpty();
    }

    @Test
    void aClockThatJumpedAheadIsNoSilence() {
        speak(50, MINUTE);
        long due = due();
        seen(last + 60 * MINUTE);
        seen(last + MINUTE);
        assertThat(rule.time(cadence, PUMP, due, windows)).isEmpty();
    }

    @Test
    void silenceInMaintenanceIsNoneUntilItsEnd() {
        speak(50, MINUTE);
        long wait = due() - last;
        windows.add(new MaintenanceWindow(PUMP, last + MINUTE, last + 60 * MINUTE));
        assertThat(due()).isEqualTo(last + 60 * MINUTE + wait);
        Alarm raised = only(rule.time(cadence, PUMP, due(), windows));
        assertThat(raised.startMs()).isEqualTo(last + 60 * MINUTE);
    }

    @Test
    void aTicketThatComesLateTakesASilenceBack() {
        speak(50, MINUTE);
        rule.time(cadence, PUMP, due(), windows);
        windows.add(new MaintenanceWindow(PUMP, last - MINUTE, last + 60 * MINUTE));
        Alarm taken = only(rule.maintenance(cadence, PUMP, windows));
        assertThat(taken.status()).isEqualTo(Status.SUPPRESSED);
        assertThat(due()).isGreaterThan(last + 60 * MINUTE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aSteadyEntityIsNeverAbsentHoweverItsReadingsComeIn(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long time = START;
        for (int i = 0; i < 20_000; i++) {
            time += MINUTE / 2 + random.nextLong(MINUTE);
            assertThat(rule.time(cadence, PUMP, time - 1, windows))
                    .as("reading %d, seed %d", i, seed)
                    .isEmpty();
            seen(time);
            switch (random.nextInt(8)) {
                case 0 -> seen(time);
                case 1 -> seen(time - random.nextLong(20 * MINUTE));
                default -> {}
            }
        }
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> new SilenceConfig(0.5, 0.95, 5, 100, Duration.ofSeconds(1)))
                .hasMessageContaining("alarms.absent.margin is 0.5; expected 1 to 1000");
    }

    private void speak(int times, long interval) {
        for (int i = 0; i < times; i++) {
            last += interval;
            seen(last);
        }
    }

    private List<Alarm> seen(long time) {
        return rule.seen(cadence, PUMP, time, Long.MIN_VALUE, windows);
    }

    /** When it is absent from now on; what is over is told. */
    private long due() {
        rule.endOfInput(cadence, PUMP);
        return rule.dueMs(cadence, windows);
    }

    private static Alarm only(List<Alarm> alarms) {
        assertThat(alarms).hasSize(1);
        return alarms.get(0);
    }
}
