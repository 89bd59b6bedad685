// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.stream.csv.BadCsvException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TransactionCsvTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"plain.csv", "packed.csv.gz"})
    void whatIsWrittenIsRead(String name) throws IOException {
        List<LabelledTransaction> written = new ArrayList<>();
        FraudSimulator simulator =
                new FraudSimulator(
                        new SimulatorConfig(50, 100, LocalDate.parse("2025-01-01"), 3, 1));
        Path file = folder.resolve(name);
        try (TransactionCsv.Writer writer = TransactionCsv.create(file)) {
            for (LabelledTransaction labelled : simulator) {
                written.add(labelled);
                writer.write(labelled);
            }
        }
        assertThat(written).hasSizeGreaterThan(100);
        assertThat(read(file)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "57.16, 5716",
        "146.0, 14600",
        "7, 700",
        "0.05, 5",
        "1.500, 150",
        ".5, 50",
        "10000000000, 1000000000000"
    })
    void amountsAreExact(String text, long minor) throws IOException {
        assertThat(read(file(line("1", text, "0"))))
                .extracting(labelled -> labelled.transaction().amountMinor())
                .containsExactly(minor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"NaN", "Infinity", "-1", "1e3", "1.005", "", ".", "1.2.3", "10000000000.01"})
    void whatIsNoAmountIsRefusedByPlaceAndValue(String text) throws IOException {
        Path file = file(line("1", "5.00", "0"), line("2", text, "0"));
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(BadCsvException.class)
                .hasMessageStartingWith(file + " line 3 column amount is '" + text + "'; expected")
                .hasMessageContaining("at most two decimals");
    }

    @Test
    void otherBadColumnsAreRefusedByPlaceAndValue() throws IOException {
        bad("1,x,c,m,1.00,0,0", "column event_time_ms is 'x'");
        bad("1,-5,c,m,1.00,0,0", "column event_time_ms is '-5'");
        bad(",5,c,m,1.00,0,0", "column transaction_id is ''");
        bad("1,5,c,m,1.00,2,0", "column fraud is '2'; expected 0 to 1");
        bad("1,5,c,m,1.00,0,9", "column scenario is '9'; expected 0 to 3");
        bad("1,5,c,m,1.00,0", "line 2 ends before column scenario");
        bad("1,5,c,m,1.00,0,0,0", "line 2 has more than 7 columns");
        bad("", "line 2 column transaction_id is ''");
    }

    @Test
    void headerIsRequired() throws IOException {
        Path file = folder.resolve("headless.csv");
        Files.writeString(file, "1,5,c,m,1.00,0,0\n");
        assertThatThrownBy(() -> read(file)).hasMessageContaining("expected the header");
        Path empty = folder.resolve("empty.csv");
        Files.writeString(empty, "");
        assertThatThrownBy(() -> read(empty)).hasMessageContaining("expected the header");
    }

    @Test
    void handbookTrainingWeekHasThePublishedCounts() throws IOException {
        Path handbook = Handbook.transactions();
        assertThat(weekFrom("2018-07-25", handbook)).containsExactly(67_240, 598);
    }

    private static int[] weekFrom(String day, Path file) throws IOException {
        long from = Instant.parse(day + "T00:00:00Z").toEpochMilli();
        int[] counts = new int[2];
        TransactionCsv.of(file)
                .read(
                        0,
                        labelled -> {
                            long time = labelled.transaction().eventTimeMs();
                            if (time >= from && time < from + 7 * FraudFeatures.DAY_MS) {
                                counts[0]++;
                                counts[1] += labelled.fraud() ? 1 : 0;
                            }
                        });
        return counts;
    }

    private void bad(String line, String message) throws IOException {
        Path file = file(line);
        assertThatThrownBy(() -> read(file)).hasMessageContaining(file + " line 2");
        assertThatThrownBy(() -> read(file)).hasMessageContaining(message);
    }

    private static String line(String id, String amount, String fraud) {
        return id + ",5,c,m," + amount + "," + fraud + ",0";
    }

    private Path file(String... lines) throws IOException {
        Path file = folder.resolve("some.csv");
        Files.writeString(file, TransactionCsv.HEADER + "\n" + String.join("\n", lines) + "\n");
        return file;
    }

    private static List<LabelledTransaction> read(Path file) throws IOException {
        List<LabelledTransaction> read = new ArrayList<>();
        TransactionCsv.of(file).read(0, read::add);
        return read;
    }
}
