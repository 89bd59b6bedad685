// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.sensors.LabelledReading;
import dev.sluice.sensors.ReadingCsv;
import dev.sluice.sensors.simulation.SensorSimulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** Readings of the past from a file, in order of time. */
final class SensorHistory {

    private SensorHistory() {}

    /**
     * Readings of a CSV file.
     *
     * @throws UsageException if there is no such file
     */
    static ReadingCsv file(Path file) {
        if (!Files.isReadable(file)) {
            throw new UsageException(
                    "--data is "
                            + file.toAbsolutePath()
                            + ", which is no readable file; expected "
                            + ReadingCsv.HEADER
                            + " as .csv or .csv.gz");
        }
        return ReadingCsv.of(file);
    }

    /**
     * The readings of a file one by one.
     *
     * @throws IOException if its beginning cannot be read; later errors are {@link
     *     UncheckedIOException}s, as is a reading that is earlier than the one before it
     */
    static History<PastEvent> events(ReadingCsv file) throws IOException {
        ReadingCsv.Reader reader = file.open();
        SensorEvent.Formats formats = new SensorEvent.Formats();
        return History.of(new InOrder(reader), reader::close)
                .map(labelled -> new SensorEvent(labelled, List.of(), formats));
    }

    /** The readings of a simulation. */
    static History<PastEvent> events(SensorSimulator simulator) {
        SensorEvent.Formats formats = new SensorEvent.Formats();
        return History.of(simulator.inOrder())
                .map(labelled -> new SensorEvent(labelled, List.of(), formats));
    }

    /** What a reader gives, as long as it is in order. */
    private static final class InOrder implements Iterator<LabelledReading> {

        private final ReadingCsv.Reader reader;
        private LabelledReading ahead;

        InOrder(ReadingCsv.Reader reader) throws IOException {
            this.reader = reader;
            this.ahead = reader.next();
        }

        @Override
        public boolean hasNext() {
            return ahead != null;
        }

        @Override
        public LabelledReading next() {
            LabelledReading current = ahead;
            try {
                ahead = reader.next();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (ahead != null && ahead.reading().eventTimeMs() < current.reading().eventTimeMs()) {
                throw new UncheckedIOException(
                        new IOException(
                                "Reading "
                                        + ahead.reading().eventId()
                                        + " comes after "
                                        + current.reading().eventId()
                                        + "; expected readings in order of time. Sort the file by"
                                        + " event_time_ms."));
            }
            return current;
        }
    }
}
