// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.sensors;

import dev.sluice.cli.bench.MachineFacts;
import dev.sluice.cli.console.Progress;
import dev.sluice.sensors.Reading;

import org.junit.jupiter.api.Test;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SensorBenchTest {

    private static final SensorLoad LOAD = new SensorLoad(30, 2, 40);

    @Test
    void everyReadingIsFeaturizedAndEveryTenthIsMarked() throws Exception {
        Progress silent =
                new Progress(
                        new PrintStream(PrintStream.nullOutputStream(), false, UTF_8),
                        Progress.Style.PLAIN);

        SensorBenchResult result = new SensorBench(LOAD, silent).run();

        assertThat(result.cpuMicros()).hasSize(SensorLoad.TENTHS).doesNotContain(Double.NaN);
        assertThat(result.load()).isEqualTo(LOAD);
    }

    @Test
    void sensorsSpeakInTurnEachInItsOwnStepAndTimeNeverGoesBack() {
        HabitualReadings readings = new HabitualReadings(LOAD);
        Set<String> ids = new HashSet<>();
        Set<String> sensors = new HashSet<>();
        long last = Long.MIN_VALUE;
        for (long number = 0; number < LOAD.total(); number++) {
            Reading reading = readings.map(number);
            ids.add(reading.eventId());
            sensors.add(reading.sensorId());
            assertThat(reading.eventTimeMs()).isGreaterThanOrEqualTo(last);
            assertThat(reading.values()).hasSize(2);
            last = reading.eventTimeMs();
        }
        assertThat(ids).hasSize((int) LOAD.total());
        assertThat(sensors).hasSize(30);
    }

    @Test
    void theLastTenthIsComparedWithTheFirst() {
        // 120 readings a tenth: 10 us each at first, 12 at last
        SensorBenchResult flat =
                SensorBenchResult.of(
                        MachineFacts.withoutModel(), LOAD, marks(1_200_000, 1_300_000), heap());
        SensorBenchResult steep =
                SensorBenchResult.of(
                        MachineFacts.withoutModel(), LOAD, marks(1_200_000, 1_440_000), heap());

        assertThat(flat.cpuMicros()[0]).isCloseTo(10, within(1e-9));
        assertThat(flat.flat()).isTrue();
        assertThat(steep.ratio()).isCloseTo(1.2, within(1e-9));
        assertThat(steep.flat()).isFalse();
        assertThat(steep.table()).contains("NOT FLAT", "30 sensors of 2 channels");
        assertThat(flat.stateBytesPerSensor()).isCloseTo(2 * (1 << 20) / 30.0, within(1e-6));
    }

    private static List<Long> marks(long first, long last) {
        List<Long> marks = new ArrayList<>(List.of(7L, 7 + first));
        for (int tenth = 1; tenth < SensorLoad.TENTHS; tenth++) {
            marks.add(marks.get(tenth) + last);
        }
        return marks;
    }

    private static List<Double> heap() {
        return List.of(50.0, 52.0);
    }
}
