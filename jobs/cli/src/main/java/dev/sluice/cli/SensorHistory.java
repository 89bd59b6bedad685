// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.sensors.LabelledReading;
import dev.sluice.sensors.ReadingCsv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.NoSuchElementException;

/** What a file of readings holds, in its order. */
final class SensorHistory implements History<LabelledReading> {

    private final ReadingCsv.Reader reader;
    private LabelledReading ahead;

    private SensorHistory(ReadingCsv.Reader reader) throws IOException {
        this.reader = reader;
        this.ahead = reader.next();
    }

    /**
     * Opens a file.
     *
     * @throws IOException if its beginning cannot be read; later errors are {@link
     *     UncheckedIOException}s
     */
    static SensorHistory of(ReadingCsv file) throws IOException {
        return new SensorHistory(file.open());
    }

    @Override
    public boolean hasNext() {
        return ahead != null;
    }

    @Override
    public LabelledReading next() {
        if (ahead == null) {
            throw new NoSuchElementException("the file has ended");
        }
        LabelledReading current = ahead;
        try {
            ahead = reader.next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return current;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
