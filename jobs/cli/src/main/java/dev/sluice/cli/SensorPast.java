// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.decisioning.metric.FaultSpan;
import dev.sluice.sensors.KnownFaults;
import dev.sluice.sensors.ReadingSource;
import dev.sluice.sensors.SensorFeatureTable;
import dev.sluice.stream.feature.TableRequest;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Readings of the past.
 *
 * @param source the readings, for features
 * @param lesson what models learn from: readings with faults that are known
 * @param reader the readings, in order of time
 */
record SensorPast(ReadingSource source, ReadingSource lesson, Reader reader) implements Past {

    /** Opens the readings from the first on. */
    @FunctionalInterface
    interface Reader {
        History<PastEvent> open() throws IOException;
    }

    @Override
    public History<PastEvent> events() throws IOException {
        return reader.open();
    }

    @Override
    public LabelledTable features(Instant from, Instant to) throws IOException {
        try (Scratch scratch = Scratch.create()) {
            SensorFeatureTable table =
                    SensorFeatureTable.extract(source, request(from, to, scratch));
            if (table.table().rows() == 0) {
                throw new UsageException(
                        "There are no readings from " + from + " to " + to + " in the data");
            }
            return new LabelledTable(table.table(), table.faulty());
        }
    }

    @Override
    public Map<String, List<FaultSpan>> faults() throws IOException {
        return KnownFaults.of(source);
    }

    static TableRequest request(Instant from, Instant to, Scratch scratch) {
        return new TableRequest(
                from, to, Runtime.getRuntime().availableProcessors(), scratch.folder());
    }
}
