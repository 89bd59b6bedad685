// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.nab;

import dev.sluice.decisioning.metric.NabProfile;
import dev.sluice.decisioning.metric.NabSeries.Window;
import dev.sluice.stream.csv.CsvFiles;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NabCorpusTest {

    @TempDir private Path folder;

    @BeforeEach
    void fill() throws IOException {
        windows("[\"2014-04-01 00:20:00.000000\", \"2014-04-01 00:30:00\"]");
        profiles(0.11);
        readings(
                row("a/b.csv", 0, "00:00", 0, 1),
                row("a/b.csv", 1, "00:10", 0, 0),
                row("a/b.csv", 2, "00:20", 1, 0),
                row("a/b.csv", 3, "00:30", 1, 0),
                row("a/b.csv", 4, "00:40", 0, 0),
                row("a/b.csv", 5, "00:50", 0, 0),
                row("a/b.csv", 6, "01:00", 0, 0),
                row("a/c.csv", 0, "00:00", 0, 0),
                row("a/c.csv", 1, "00:05", 0, 0));
    }

    @Test
    void seriesHaveTheirReadingsAndTheRowsOfTheirWindows() throws IOException {
        NabCorpus corpus = NabCorpus.read(folder);

        assertThat(corpus.files()).extracting(NabFile::name).containsExactly("a/b.csv", "a/c.csv");
        NabFile file = corpus.files().get(0);
        assertThat(file.labels().windows()).containsExactly(new Window(2, 3));
        assertThat(file.labels().probation()).isEqualTo(1);
        assertThat(file.values()).containsExactly(0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5);
        assertThat(file.timesMs()[6])
                .isEqualTo(Instant.parse("2014-04-01T01:00:00Z").toEpochMilli());
        assertThat(corpus.readings()).isEqualTo(9);
        assertThat(corpus.windows()).isEqualTo(1);
        assertThat(corpus.lowFn()).isEqualTo(new NabProfile("reward_low_FN_rate", 1, 2, 0.11));
    }

    @Test
    void badReadingsAreRefusedByPlaceAndValue() throws IOException {
        refused("a/b.csv,1,2014-04-01 00:00:00,1,0,0", "line 2 column row is '1'; expected 0");
        refused("a/b.csv,0,yesterday,1,0,0", "column timestamp is 'yesterday'; expected a time");
        refused("a/b.csv,0,2014-04-01 00:00:00,much,0,0", "column value is 'much'");
        refused("a/b.csv,0,2014-04-01 00:00:00,,0,0", "column value is ''; expected a finite");
        refused("a/b.csv,0,2014-04-01 00:00:00,1,0,2", "column probation is '2'");
        refused(row("a/d.csv", 0, "00:00", 0, 0), "no windows of a/d.csv");
        refused(row("a/b.csv", 0, "00:00", 0, 0), "has no readings");
        refused(row("a/c.csv", 0, "00:00", 1, 0), "label of row 0 of a/c.csv is 1; expected 0");
        refused(row("a/c.csv", 0, "00:00", 0, 1), "probation of row 0 of a/c.csv is 1; expected 0");
    }

    @Test
    void badProfilesAndWindowsAreRefused() throws IOException {
        windows("[\"noon\", \"later\"]");
        assertThatThrownBy(() -> NabCorpus.read(folder)).hasMessageContaining("'noon' to 'later'");
        Files.writeString(folder.resolve("profiles.json"), "{\"standard\": {\"CostMatrix\": {}}}");
        windows("");
        assertThatThrownBy(() -> NabCorpus.read(folder))
                .hasMessageContaining("label of row 2 of a/b.csv is 1; expected 0");
        readings(row("a/c.csv", 0, "00:00", 0, 0));
        assertThatThrownBy(() -> NabCorpus.read(folder))
                .hasMessageContaining("no number at standard.CostMatrix.tpWeight");
    }

    private void refused(String line, String message) throws IOException {
        readings(line);
        assertThatThrownBy(() -> NabCorpus.read(folder)).hasMessageContaining(message);
    }

    private static String row(String file, int row, String time, int label, int probation) {
        return file
                + ","
                + row
                + ",2014-04-01 "
                + time
                + ":00,"
                + row
                + ".5,"
                + label
                + ","
                + probation;
    }

    private void windows(String window) throws IOException {
        Files.writeString(
                folder.resolve("combined_windows.json"),
                "{\"a/b.csv\": [" + window + "], \"a/c.csv\": []}");
    }

    private void profiles(double falsePositive) throws IOException {
        String costs = "{\"CostMatrix\": {\"tpWeight\": 1.0, \"fnWeight\": %s, \"fpWeight\": %s}}";
        Files.writeString(
                folder.resolve("profiles.json"),
                "{\"standard\": %s, \"reward_low_FP_rate\": %s, \"reward_low_FN_rate\": %s}"
                        .formatted(
                                costs.formatted(1, falsePositive),
                                costs.formatted(1, 2 * falsePositive),
                                costs.formatted(2, falsePositive)));
    }

    private void readings(String... rows) throws IOException {
        try (BufferedWriter out = CsvFiles.create(folder.resolve("nab_corpus.csv.gz"))) {
            out.write("file,row,timestamp,value,label,probation\n");
            out.write(String.join("\n", rows) + "\n");
        }
    }
}
