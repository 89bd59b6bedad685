// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import dev.sluice.decisioning.event.FeaturizedEvent;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class FeatureFilesTest {

    @TempDir private Path folder;

    @Test
    void rowsOfAllSubtasksComeBackSortedByTimeAndId() throws Exception {
        Configuration config = new Configuration();
        config.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(2, config);
        FeatureFiles files = new FeatureFiles(folder, 1, 2);
        env.fromSequence(0, 999).map(FeatureFilesTest::row).sinkTo(files);
        env.execute();

        FeatureTable table = files.read();

        assertThat(table.rows()).isEqualTo(1_000);
        for (int row = 0; row < table.rows(); row++) {
            if (row > 0) {
                assertThat(table.timesMs()[row]).isGreaterThanOrEqualTo(table.timesMs()[row - 1]);
            }
            int number = Integer.parseInt(table.ids()[row].substring(1));
            assertThat(table.timesMs()[row]).isEqualTo(number / 10);
            assertThat(table.stakes()[row]).isEqualTo(number);
            assertThat(table.entityKeys()[row]).isEqualTo("k" + number % 7);
            assertThat(table.featuresOf(row)).containsExactly(number);
            assertThat(table.contextOf(row)).containsExactly(-number, 0.5f);
            assertThat(table.find(number / 10, table.ids()[row])).isEqualTo(row);
        }
        assertThat(table.find(3, "nobody")).isNegative();
    }

    private static FeaturizedEvent row(long number) {
        return new FeaturizedEvent(
                "e" + number,
                "k" + number % 7,
                number / 10,
                number,
                new float[] {number},
                new float[] {-number, 0.5f});
    }
}
