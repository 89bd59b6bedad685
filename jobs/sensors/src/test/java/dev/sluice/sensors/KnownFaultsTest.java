// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import dev.sluice.decisioning.metric.FaultSpan;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class KnownFaultsTest {

    @TempDir private Path folder;

    @Test
    void readingsInARowWithTheSameFaultAreOne() throws IOException {
        assertThat(
                        of(
                                "pump,1,0,",
                                "pump,2,1,spike",
                                "pump,3,0,spike",
                                "pump,4,1,stuck",
                                "pump,5,0,",
                                "pump,6,1,stuck"))
                .containsExactly(
                        Map.entry(
                                "pump",
                                List.of(
                                        new FaultSpan("spike", 2, 3),
                                        new FaultSpan("stuck", 4, 4),
                                        new FaultSpan("stuck", 6, 6))));
    }

    @Test
    void sensorsAreApart() throws IOException {
        assertThat(of("pump,1,1,spike", "fan,2,0,", "pump,3,1,spike"))
                .containsOnly(
                        Map.entry("pump", List.of(new FaultSpan("spike", 1, 3))),
                        Map.entry("fan", List.of()));
    }

    @Test
    void aSilenceIsTheTimeBeforeTheReadingThatEndsIt() throws IOException {
        assertThat(of("pump,10,0,", "pump,20,0,", "pump,90,0,silence", "pump,100,0,"))
                .containsOnly(Map.entry("pump", List.of(new FaultSpan("silence", 21, 90))));
    }

    @Test
    void theFirstReadingOfASensorEndsNoSilence() throws IOException {
        assertThat(of("pump,10,0,silence")).containsOnly(Map.entry("pump", List.of()));
    }

    @Test
    void aLabelWithoutAFaultIsOneOfUnknownKind() throws IOException {
        assertThat(of("pump,1,1,", "pump,2,1,", "pump,3,0,"))
                .containsOnly(Map.entry("pump", List.of(new FaultSpan("unknown", 1, 2))));
    }

    private Map<String, List<FaultSpan>> of(String... lines) throws IOException {
        StringBuilder text = new StringBuilder("sensor_id,event_time_ms,v1,label,fault\n");
        for (String line : lines) {
            text.append(line.replaceFirst("(.*?,.*?),", "$1,0.5,")).append('\n');
        }
        return KnownFaults.of(
                ReadingCsv.of(Files.writeString(folder.resolve("readings.csv"), text)));
    }
}
