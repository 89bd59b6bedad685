// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.memory;

import dev.sluice.cli.bench.FakeModels;
import dev.sluice.cli.console.Progress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class MemoryBenchTest {

    @Test
    void countsPassesAndCyclesAndTakesTheirSamples() throws Exception {
        MemoryResult result =
                new MemoryBench(
                                new MemoryRequest(
                                        FakeModels.models(), FakeModels.table(50), 2_200, 22),
                                new Progress(
                                        new PrintStream(new ByteArrayOutputStream()),
                                        Progress.Style.PLAIN))
                        .run();

        JsonNode json = new ObjectMapper().valueToTree(result);
        assertThat(json.at("/passes/done").asLong()).isGreaterThanOrEqualTo(2_200);
        assertThat(json.at("/cycles/done").asInt()).isEqualTo(22);
        for (String stretch : List.of("passes", "cycles")) {
            assertThat(json.at("/" + stretch + "/heap/samples_mb")).hasSize(11);
            assertThat(json.at("/" + stretch + "/heap/slope_mb").isNumber()).isTrue();
        }
        assertThat(result.table()).contains(" passes, heap").contains("22 open and close, heap");
    }

    @Test
    void aTrendIsFlatUpToTheTolerance() {
        Trend flat = Trend.of(List.of(1.0, 2.0, 3.0), List.of(100.0, 120.0, 104.9), "step");
        Trend grown = Trend.of(List.of(1.0, 2.0, 3.0), List.of(100.0, 103.0, 106.0), "step");

        assertThat(flat.flat()).isTrue();
        assertThat(flat.maxMb()).isEqualTo(120);
        assertThat(grown.flat()).isFalse();
        assertThat(grown.slopeMb()).isCloseTo(3, within(1e-9));
    }

    @Test
    void residentMemoryIsReadInKilobytes() {
        assertThat(
                        ProcessMemory.residentMb(
                                List.of("VmPeak:\t 9999 kB", "VmRSS:\t  524288 kB", "Threads:\t9")))
                .hasValue(512);
        assertThat(ProcessMemory.residentMb(List.of("Threads:\t9"))).isEmpty();
    }

    @Test
    void thePeakIsAtLeastWhatIsResidentNow() throws Exception {
        ProcessMemory now = ProcessMemory.now();
        double peak = ProcessMemory.peakMb().orElse(0);

        assertThat(peak).isGreaterThanOrEqualTo(now.residentMb().orElse(0));
    }
}
