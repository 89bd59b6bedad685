// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.alarm;

import dev.sluice.decisioning.alarm.Alarm;
import dev.sluice.decisioning.alarm.EpisodeConfig;
import dev.sluice.decisioning.alarm.LikelihoodConfig;
import dev.sluice.decisioning.alarm.MaintenanceWindow;
import dev.sluice.decisioning.alarm.ScoredReading;
import dev.sluice.decisioning.alarm.SilenceConfig;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class AlarmFunctionTest {

    private static final String PUMP = "pump-7";
    private static final long MINUTE = 60_000;

    /** Quiet after half an hour, forgotten after a day; a new entity is believed. */
    private static final AlarmConfig CONFIG =
            new AlarmConfig(
                    new LikelihoodConfig(4_000, 50, 0.5),
                    new EpisodeConfig(0.5, 0.2, 12, Duration.ofMinutes(30)),
                    AbsentAlarms.ON,
                    SilenceConfig.DEFAULT,
                    Duration.ofDays(1));

    private KeyedOneInputStreamOperatorTestHarness<String, AlarmSignal, Alarm> harness;
    private int read;

    @BeforeEach
    void open() throws Exception {
        harness = newHarness(CONFIG);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void anEpisodeIsToldWhenItBeginsAndWhenEventTimeSaysThatItHasEnded() throws Exception {
        speak(0, 300, PUMP, 0.004);
        reading(PUMP, 300, 0.9);
        assertThat(told()).containsExactly("anomaly/18000000/pump-7 OPEN 0");
        watermark(330);
        assertThat(told()).containsExactly("absent/17940000/pump-7 OPEN 0");
        harness.processWatermark(330 * MINUTE + 1);
        assertThat(told()).containsExactly("anomaly/18000000/pump-7 CLOSED 1");
    }

    @Test
    void aDecisionOfDeepThatComesLateRevisesItsEpisode() throws Exception {
        speak(0, 300, PUMP, 0.004);
        reading(PUMP, 300, 0.9);
        speak(301, 309, PUMP, 0.004);
        told();
        deep(PUMP, 303, 0.97);
        speak(309, 330, PUMP, 0.004);
        assertThat(told())
                .allMatch(told -> told.startsWith("anomaly/18000000/"))
                .contains("anomaly/18000000/pump-7 CLOSED 1");
    }

    @Test
    void anEntityThatFallsSilentIsToldByTheClockOfTheOthers() throws Exception {
        speak(0, 100, PUMP, 0.004);
        assertThat(told()).isEmpty();
        watermark(102);
        assertThat(told()).isEmpty();
        watermark(110);
        assertThat(told()).containsExactly("absent/5940000/pump-7 OPEN 0");
        seen(PUMP, 120);
        assertThat(told()).containsExactly("absent/5940000/pump-7 CLOSED 1");
        watermark(130);
        assertThat(told()).as("again").containsExactly("absent/7200000/pump-7 OPEN 0");
    }

    @Test
    void theEndOfTheInputIsNobodysSilence() throws Exception {
        speak(0, 100, PUMP, 0.004);
        reading(PUMP, 100, 0.9);
        told();
        harness.processWatermark(Long.MAX_VALUE);
        assertThat(told()).isEmpty();
    }

    @Test
    void silenceIsNoAlarmWhereNobodyWantsIt() throws Exception {
        close();
        harness =
                newHarness(
                        new AlarmConfig(
                                CONFIG.likelihood(),
                                CONFIG.episodes(),
                                AbsentAlarms.OFF,
                                CONFIG.silence(),
                                CONFIG.retention()));
        harness.open();
        speak(0, 100, PUMP, 0.004);
        watermark(500);
        assertThat(told()).isEmpty();
    }

    @Test
    void maintenanceIsQuiet() throws Exception {
        speak(0, 300, PUMP, 0.004);
        ticket(PUMP, 295, 400);
        reading(PUMP, 300, 0.9);
        watermark(399);
        assertThat(told()).isEmpty();
        watermark(420);
        assertThat(told()).containsExactly("absent/24000000/pump-7 OPEN 0");
    }

    @Test
    void aTicketThatComesLateTakesBackWhatWasTold() throws Exception {
        speak(0, 300, PUMP, 0.004);
        reading(PUMP, 300, 0.9);
        watermark(310);
        assertThat(told()).hasSize(2);
        ticket(PUMP, 290, 600);
        assertThat(told())
                .containsExactly(
                        "anomaly/18000000/pump-7 SUPPRESSED 1",
                        "absent/17940000/pump-7 SUPPRESSED 1");
    }

    @Test
    void entitiesHaveNothingToDoWithEachOther() throws Exception {
        speak(0, 300, PUMP, 0.004);
        speak(0, 300, "fan-1", 0.9);
        reading("fan-1", 300, 0.9);
        assertThat(told()).filteredOn(told -> told.contains(PUMP)).isEmpty();
    }

    @Test
    void allThatIsKnownSurvivesARestart() throws Exception {
        speak(0, 300, PUMP, 0.004);
        reading(PUMP, 300, 0.9);
        told();
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        close();
        harness = newHarness(CONFIG);
        harness.initializeState(snapshot);
        harness.open();
        read = 0;

        deep(PUMP, 300, 0.004);
        watermark(400);

        assertThat(told())
                .containsExactly(
                        "anomaly/18000000/pump-7 CLOSED 1", "absent/17940000/pump-7 OPEN 0");
    }

    @Test
    void anEntityThatIsGoneForLongIsForgottenButThatItIsAbsent() throws Exception {
        speak(0, 100, PUMP, 0.004);
        ticket(PUMP, 10, 20);
        watermark(100 + 2 * 24 * 60);
        assertThat(told()).containsExactly("absent/5940000/pump-7 OPEN 0");
        assertThat(harness.numKeyedStateEntries()).as("its cadence").isEqualTo(1);
        assertThat(harness.numEventTimeTimers()).isZero();
        seen(PUMP, 100 + 2 * 24 * 60);
        assertThat(told()).containsExactly("absent/5940000/pump-7 CLOSED 1");
    }

    @Test
    void timersDoNotPileUp() throws Exception {
        speak(0, 2_000, PUMP, 0.004);
        assertThat(harness.numEventTimeTimers()).isLessThan(4);
    }

    private void speak(int fromMinute, int toMinute, String entity, double probability)
            throws Exception {
        for (int minute = fromMinute; minute < toMinute; minute++) {
            seen(entity, minute);
            reading(entity, minute, probability);
            watermark(minute);
        }
    }

    private void seen(String entity, long minute) throws Exception {
        process(AlarmSignal.seen(entity, minute * MINUTE));
    }

    private void reading(String entity, long minute, double probability) throws Exception {
        decided(entity, minute, 0, probability);
    }

    private void deep(String entity, long minute, double probability) throws Exception {
        decided(entity, minute, 1, probability);
    }

    private void decided(String entity, long minute, int revision, double probability)
            throws Exception {
        process(
                new AlarmSignal(
                        entity,
                        0,
                        new ScoredReading(
                                entity + "@" + minute,
                                revision,
                                entity,
                                minute * MINUTE,
                                probability),
                        null));
    }

    private void ticket(String entity, long fromMinute, long toMinute) throws Exception {
        process(
                AlarmSignal.of(
                        new MaintenanceWindow(entity, fromMinute * MINUTE, toMinute * MINUTE)));
    }

    private void process(AlarmSignal signal) throws Exception {
        harness.processElement(signal, 0);
    }

    private void watermark(long minute) throws Exception {
        harness.processWatermark(minute * MINUTE);
    }

    /** What was told since this was asked last. */
    private List<String> told() {
        List<Alarm> all = harness.extractOutputValues();
        List<String> told =
                all.subList(read, all.size()).stream()
                        .map(
                                alarm ->
                                        alarm.alarmId()
                                                + " "
                                                + alarm.status()
                                                + " "
                                                + alarm.revision())
                        .toList();
        read = all.size();
        return told;
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, AlarmSignal, Alarm> newHarness(
            AlarmConfig config) throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new AlarmFunction(config)),
                AlarmSignal::entityKey,
                Types.STRING);
    }
}
