// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import dev.sluice.stream.feature.FeatureTable;
import dev.sluice.stream.feature.TableRequest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** Files as they come: what a backtest and a training make of them. */
class SensorFeatureTableTest {

    private static final long START = 1_600_000_000_000L;
    private static final long STEP = 300_000;
    private static final int READINGS = 60;

    @TempDir private Path folder;

    private final long seed = new Random().nextLong();

    @Test
    void readingsOutOfOrderAndRepeatedOnesGiveTheFeaturesOfTheOrderedFile() throws IOException {
        List<String> lines = lines();
        FeatureTable ordered = table(lines).table();
        List<String> shuffled = new ArrayList<>(lines);
        shuffled.addAll(lines.subList(10, 20));
        Collections.shuffle(shuffled, new Random(seed));

        FeatureTable same = table(shuffled).table();

        assertThat(same.ids()).as("seed %s", seed).containsExactly(ordered.ids());
        assertThat(same.features()).as("seed %s", seed).containsExactly(ordered.features());
        assertThat(same.contexts()).as("seed %s", seed).containsExactly(ordered.contexts());
    }

    @Test
    void theTruthStandsAtItsReading() throws IOException {
        List<String> lines = lines();
        lines.set(30, lines.get(30).replaceFirst(",0,$", ",1,spike"));
        lines.set(31, lines.get(31).replaceFirst(",0,$", ",0,spike"));
        lines.set(50, lines.get(50).replaceFirst(",0,$", ",0,silence"));

        SensorFeatureTable table = table(lines);

        for (int row = 0; row < READINGS; row++) {
            assertThat(table.truths()[row])
                    .isEqualTo(
                            row == 30
                                    ? Truth.FAULTY
                                    : row == 31 ? Truth.LINGERING : Truth.ORDINARY);
            assertThat(table.causes()[row])
                    .isEqualTo(row == 30 ? FaultKind.SPIKE.cause() : (byte) 0);
        }
    }

    private List<String> lines() {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < READINGS; i++) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "pump,%d,%.6f,%s,0,",
                            START + i * STEP,
                            random.nextGaussian(),
                            i % 7 == 0 ? "" : Double.toString(random.nextDouble())));
        }
        return lines;
    }

    private SensorFeatureTable table(List<String> lines) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("readings.csv"),
                        "sensor_id,event_time_ms,v1,v2,label,fault\n"
                                + String.join("\n", lines)
                                + "\n");
        return SensorFeatureTable.extract(
                ReadingCsv.of(file),
                new TableRequest(
                        Instant.ofEpochMilli(START),
                        Instant.ofEpochMilli(START + READINGS * STEP),
                        1,
                        folder));
    }
}
