// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import dev.sluice.stream.csv.BadCsvException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

class ReadingCsvTest {

    private static final String HEADER = "sensor_id,event_time_ms,v1,v2,label";

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"plain.csv", "packed.csv.gz"})
    void whatIsWrittenIsRead(String name) throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<LabelledReading> written = new ArrayList<>();
        Path file = folder.resolve(name);
        try (ReadingCsv.Writer writer = ReadingCsv.create(file, "flow", "label")) {
            for (int i = 0; i < 500; i++) {
                LabelledReading labelled = reading(random, i);
                written.add(labelled);
                writer.write(labelled);
            }
        }
        assertThat(read(file)).as("seed %d", seed).isEqualTo(written);
    }

    @Test
    void whatIsNotThereIsMissing() throws IOException {
        assertThat(read(file(HEADER, "s,5,,NaN,0", "s,6,Infinity,-1.5e3,1")))
                .extracting(labelled -> Arrays.toString(labelled.reading().values()))
                .containsExactly("[NaN, NaN]", "[NaN, -1500.0]");
    }

    @Test
    void labelsAreOptional() throws IOException {
        Path file = file("sensor_id,event_time_ms,temperature", "s,5,1");
        assertThat(read(file))
                .containsExactly(
                        LabelledReading.ordinary(
                                new Reading(
                                        "s",
                                        5,
                                        new String[] {"temperature"},
                                        new double[] {1},
                                        new String[] {""})));
        try (ReadingCsv.Reader reader = ReadingCsv.of(file).open()) {
            assertThat(reader.isLabelled()).isFalse();
        }
        try (ReadingCsv.Reader reader = ReadingCsv.of(file(HEADER)).open()) {
            assertThat(reader.isLabelled()).isTrue();
        }
    }

    @Test
    void aFaultSaysWhatWasWrongWhetherItShouldBeNoticedOrNot() throws IOException {
        assertThat(
                        read(
                                file(
                                        HEADER + ",fault",
                                        "s,5,1,2,0,",
                                        "s,6,1,2,1,frequency",
                                        "s,7,1,2,0,frequency",
                                        "s,8,1,2,1,",
                                        "s,9,1,2,0,silence")))
                .extracting(LabelledReading::truth, LabelledReading::fault, LabelledReading::kind)
                .containsExactly(
                        tuple(Truth.ORDINARY, Optional.empty(), Optional.empty()),
                        tuple(
                                Truth.FAULTY,
                                Optional.of(KnownFault.FREQUENCY),
                                Optional.of(FaultKind.PATTERN)),
                        tuple(
                                Truth.LINGERING,
                                Optional.of(KnownFault.FREQUENCY),
                                Optional.of(FaultKind.PATTERN)),
                        tuple(Truth.FAULTY, Optional.empty(), Optional.empty()),
                        tuple(Truth.ORDINARY, Optional.of(KnownFault.SILENCE), Optional.empty()));
    }

    @Test
    void faultsThatAreWrittenAreRead() throws IOException {
        Reading reading = reading(new Random(1), 1).reading();
        List<LabelledReading> written = new ArrayList<>();
        written.add(LabelledReading.ordinary(reading));
        written.add(LabelledReading.anomalous(reading));
        written.add(LabelledReading.afterSilence(reading));
        for (FaultKind kind : FaultKind.values()) {
            written.add(LabelledReading.of(reading, Truth.FAULTY, kind));
            written.add(LabelledReading.of(reading, Truth.LINGERING, kind));
        }
        Path file = folder.resolve("faults.csv.gz");
        try (ReadingCsv.Writer writer = ReadingCsv.createWithFaults(file, "flow", "label")) {
            for (LabelledReading labelled : written) {
                writer.write(labelled);
            }
        }
        assertThat(read(file)).isEqualTo(written);
    }

    @Test
    void aFaultThatNobodyKnowsIsRefusedByPlaceAndValue() throws IOException {
        for (String fault : List.of("spikes", "SPIKE", " ", "1")) {
            Path file = file(HEADER + ",fault", "s,5,1,2,0,", "s,6,1,2,1," + fault);
            assertThatThrownBy(() -> read(file))
                    .isInstanceOf(BadCsvException.class)
                    .hasMessageContaining(
                            file
                                    + " line 3 column fault is '"
                                    + fault
                                    + "'; expected one of spike, shift, drift, noise, stuck,"
                                    + " pattern, frequency, apart, silence, or nothing");
        }
    }

    @Test
    void aColumnThatIsCalledFaultWithoutALabelIsAValue() throws IOException {
        assertThat(read(file("sensor_id,event_time_ms,flow,fault", "s,5,1,2")))
                .extracting(labelled -> labelled.reading().values().length)
                .containsExactly(2);
    }

    @Test
    void badColumnsAreRefusedByPlaceAndValue() throws IOException {
        bad(",5,1,2,0", "column sensor_id is ''; expected an id");
        bad("  ,5,1,2,0", "column sensor_id is '  '");
        bad("s,soon,1,2,0", "column event_time_ms is 'soon'; expected whole milliseconds");
        bad("s,-5,1,2,0", "column event_time_ms is '-5'");
        bad("s,5,1,warm,0", "column v2 is 'warm'; expected a number");
        bad("s,5,1,2d,0", "column v2 is '2d'");
        bad("s,5,1,0x1p3,0", "column v2 is '0x1p3'; expected a number");
        bad("s,5,1,2,2", "column label is '2'; expected 0 to 1");
        bad("s,5,1,2,", "column label is ''");
        bad("s,5,1,2", "ends before column label");
        bad("s,5,1,2,0,0", "has more than 5 columns");
        bad("", "column sensor_id is ''");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s,5,1,0",
                "sensor_id,event_time_ms",
                "sensor_id,event_time_ms,label",
                "sensor_id,event_time_ms,label,fault",
                "sensor_id,event_time_ms,v1,,label",
                "sensor_id,event_time_ms,v1,v1,label",
                "event_time_ms,sensor_id,v1"
            })
    void aHeaderThatNamesNoValuesIsRefused(String header) throws IOException {
        Path file = file(header);
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(BadCsvException.class)
                .hasMessageStartingWith(file + " line 1 is '" + header + "'; expected the header")
                .hasMessageContaining("sensor_id,event_time_ms,v1..vk[,label[,fault]]");
    }

    @Test
    void oneTo64ValuesAreRead() throws IOException {
        assertThat(read(file(header(64)))).isEmpty();
        Path file = file(header(65));
        assertThatThrownBy(() -> read(file)).hasMessageContaining("with 1 to 64 values");
    }

    @Test
    void aReadingOfOtherChannelsIsNotWritten() throws IOException {
        try (ReadingCsv.Writer writer = ReadingCsv.create(folder.resolve("some.csv"), "a")) {
            LabelledReading other = reading(new Random(1), 1);
            assertThatThrownBy(() -> writer.write(other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("sensor_id,event_time_ms,a,label");
        }
    }

    private static String header(int values) {
        return IntStream.range(0, values)
                .mapToObj(i -> "v" + i)
                .collect(Collectors.joining(",", "sensor_id,event_time_ms,", ""));
    }

    private static LabelledReading reading(Random random, int time) {
        double[] values = {random.nextGaussian() * 1e9, random.nextInt(10)};
        if (random.nextInt(4) == 0) {
            values[random.nextInt(2)] = Double.NaN;
        }
        Reading reading =
                new Reading(
                        "s" + random.nextInt(3),
                        time,
                        new String[] {"flow", "label"},
                        values,
                        new String[] {"", ""});
        return random.nextBoolean()
                ? LabelledReading.anomalous(reading)
                : LabelledReading.ordinary(reading);
    }

    private void bad(String line, String message) throws IOException {
        Path file = file(HEADER, line);
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(BadCsvException.class)
                .hasMessageContaining(file + " line 2")
                .hasMessageContaining(message);
    }

    private Path file(String... lines) throws IOException {
        return Files.writeString(folder.resolve("some.csv"), String.join("\n", lines) + "\n");
    }

    private static List<LabelledReading> read(Path file) throws IOException {
        List<LabelledReading> read = new ArrayList<>();
        ReadingCsv.of(file).read(0, read::add);
        return read;
    }
}
