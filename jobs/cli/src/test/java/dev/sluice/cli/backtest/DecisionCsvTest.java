// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.testing.TestEvents;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class DecisionCsvTest {

    @TempDir Path folder;

    @Test
    void writesTheSameBytesForTheSameDecisions() throws Exception {
        List<Decision> decisions = List.of(decision("a"), decision("b,\"c\""));

        DecisionCsv.write(folder.resolve("one.csv"), decisions);
        DecisionCsv.write(folder.resolve("new/two.csv"), decisions);

        assertThat(folder.resolve("one.csv")).hasSameBinaryContentAs(folder.resolve("new/two.csv"));
    }

    @Test
    void hasNoTimingsAndQuotesWhatNeedsIt() throws Exception {
        DecisionCsv.write(folder.resolve("one.csv"), List.of(decision("b,\"c\"")));

        List<String> lines = Files.readAllLines(folder.resolve("one.csv"));

        assertThat(lines.get(0))
                .startsWith("event_id,event_time_ms,probability,outcome,source,passes,")
                .doesNotContain("micros");
        assertThat(lines.get(1)).startsWith("\"b,\"\"c\"\"\",");
        assertThat(lines).hasSize(2);
    }

    private static Decision decision(String id) {
        return TestEvents.escalation(id, 0.3, 0.5, 0).fallback();
    }
}
