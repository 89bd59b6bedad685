// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import dev.sluice.stream.csv.BadCsvException;
import dev.sluice.stream.csv.CsvFiles;
import dev.sluice.stream.csv.CsvLine;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A file of readings, plain or gzipped ({@code .gz}), one a line after the header {@code
 * sensor_id,event_time_ms,v1..vk[,label[,fault]]}.
 *
 * <p>The value columns may have any names. An empty value, {@code NaN} and {@code Infinity} are
 * missing; a label is 1 for a reading that should be noticed, 0 for any other; a fault is what was
 * wrong with the sensor then, by its {@link KnownFault#key()}, or empty. There are no units.
 * Nothing of the file stays in memory.
 */
public final class ReadingCsv implements ReadingSource {

    /** What the first line looks like. */
    public static final String HEADER = ReadingColumns.EXPECTED;

    private static final long serialVersionUID = 1L;

    private final String file;

    private ReadingCsv(String file) {
        this.file = file;
    }

    /** The readings of a file. */
    public static ReadingCsv of(Path file) {
        return new ReadingCsv(file.toString());
    }

    @Override
    public int parts() {
        return 1;
    }

    @Override
    public void read(int part, Consumer<LabelledReading> sink) throws IOException {
        try (Reader reader = open()) {
            for (LabelledReading next = reader.next(); next != null; next = reader.next()) {
                sink.accept(next);
            }
        }
    }

    /**
     * Opens the file for reading line by line.
     *
     * @throws IOException if it cannot be read or does not begin with a header
     */
    public Reader open() throws IOException {
        return CsvFiles.open(Path.of(file), lines -> new Reader(file, lines));
    }

    /**
     * Creates or replaces a file with labels.
     *
     * @param channels names of the value columns, in order
     * @throws IOException if it cannot be written
     */
    public static Writer create(Path file, String... channels) throws IOException {
        return create(file, ReadingColumns.Known.LABELS, channels);
    }

    /**
     * Creates or replaces a file with labels and faults.
     *
     * @param channels names of the value columns, in order
     * @throws IOException if it cannot be written
     */
    public static Writer createWithFaults(Path file, String... channels) throws IOException {
        return create(file, ReadingColumns.Known.FAULTS, channels);
    }

    private static Writer create(Path file, ReadingColumns.Known known, String... channels)
            throws IOException {
        ReadingColumns columns = ReadingColumns.of(file.toString(), known, channels);
        return new Writer(CsvFiles.create(file), columns);
    }

    /** Reads readings one by one; not thread-safe. */
    public static final class Reader implements AutoCloseable {

        private final BufferedReader in;
        private final ReadingColumns columns;
        private final String[] units;
        private final CsvLine line;

        private Reader(String file, BufferedReader in) throws IOException {
            this.in = in;
            String first = in.readLine();
            this.columns = ReadingColumns.parse(file, first);
            this.units = new String[columns.channels().length];
            Arrays.fill(units, "");
            this.line = new CsvLine(file, columns.header());
            line.expectHeader(first);
        }

        /** Whether the file says what is anomalous. */
        public boolean isLabelled() {
            return columns.known() != ReadingColumns.Known.NOTHING;
        }

        /**
         * The next reading, or null at the end.
         *
         * @throws IOException if a line is not as expected; the message names file, line, column
         *     and value
         */
        public LabelledReading next() throws IOException {
            String text = in.readLine();
            if (text == null) {
                return null;
            }
            line.start(text);
            String sensor = line.id();
            long time = line.timeMs();
            double[] values = new double[units.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = line.decimal();
            }
            boolean noticeable = isLabelled() && line.number(1) == 1;
            Optional<KnownFault> fault = fault();
            line.end();
            return new LabelledReading(
                    new Reading(sensor, time, columns.channels(), values, units),
                    noticeable ? Truth.FAULTY : unnoticed(fault),
                    fault);
        }

        private Optional<KnownFault> fault() throws BadCsvException {
            String key = columns.known() == ReadingColumns.Known.FAULTS ? line.text() : "";
            Optional<KnownFault> fault = KnownFault.of(key);
            if (fault.isEmpty() && !key.isEmpty()) {
                throw line.bad(
                        key, "one of " + KnownFault.expected() + ", or nothing where all was well");
            }
            return fault;
        }

        /** What is true of a reading that need not be noticed. */
        private static Truth unnoticed(Optional<KnownFault> fault) {
            return fault.flatMap(KnownFault::kind).isPresent() ? Truth.LINGERING : Truth.ORDINARY;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** Writes readings one by one; not thread-safe. */
    public static final class Writer implements AutoCloseable {

        private final BufferedWriter out;
        private final ReadingColumns columns;
        private final StringBuilder text = new StringBuilder();

        private Writer(BufferedWriter out, ReadingColumns columns) throws IOException {
            this.out = out;
            this.columns = columns;
            out.append(columns.header()).append('\n');
        }

        /**
         * Appends a reading.
         *
         * @throws IllegalArgumentException if it has other channels than the file
         * @throws IOException if it cannot be written
         */
        public void write(LabelledReading labelled) throws IOException {
            Reading reading = labelled.reading();
            if (!Arrays.equals(reading.channels(), columns.channels())) {
                throw new IllegalArgumentException(
                        "The reading "
                                + reading
                                + " does not fit the columns "
                                + columns.header()
                                + "; expected the same channels in the same order.");
            }
            text.setLength(0);
            text.append(reading.sensorId()).append(',').append(reading.eventTimeMs());
            for (double value : reading.values()) {
                text.append(',');
                if (!Double.isNaN(value)) {
                    text.append(value);
                }
            }
            if (columns.known() == ReadingColumns.Known.FAULTS) {
                text.append(labelled.truth() == Truth.FAULTY ? ",1," : ",0,")
                        .append(labelled.fault().map(KnownFault::key).orElse(""));
            } else {
                text.append(labelled.isAnomalous() ? ",1" : ",0");
            }
            out.append(text).append('\n');
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
