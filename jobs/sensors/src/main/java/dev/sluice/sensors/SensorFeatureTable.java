// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import dev.sluice.stream.feature.FeatureExtraction;
import dev.sluice.stream.feature.FeatureTable;
import dev.sluice.stream.feature.TableRequest;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Features of past readings with the truth about them, sorted by (event time, id).
 *
 * @param table the features
 * @param truths what is known of each row
 * @param causes fault of each row, see {@link FaultKind#cause()}; 0 if none, -1 if unknown
 */
public record SensorFeatureTable(FeatureTable table, Truth[] truths, byte[] causes) {

    private static final byte UNKNOWN = -1;

    /**
     * Computes features with the very stage that a job runs, in a local Flink in batch mode, under
     * event-time order.
     *
     * @param source readings
     * @param request the range
     * @throws IOException if the source or the scratch folder fails
     */
    public static SensorFeatureTable extract(ReadingSource source, TableRequest request)
            throws IOException {
        FeatureTable table =
                FeatureExtraction.table(
                        (environment, fromMs, toMs, control, config) ->
                                SensorFeatureStages.append(
                                        ReadingHistory.append(environment, source, fromMs, toMs),
                                        control,
                                        config),
                        SensorFeatures.INPUTS,
                        SensorFeatures.LOOK_BACK,
                        request);
        SensorFeatureTable labelled =
                new SensorFeatureTable(table, new Truth[table.rows()], new byte[table.rows()]);
        Arrays.fill(labelled.truths, Truth.ORDINARY);
        for (int part = 0; part < source.parts(); part++) {
            source.read(part, labelled::put);
        }
        return labelled;
    }

    /** The rows of which it is known whether they should be noticed. */
    public SensorFeatureTable settled() {
        int[] rows =
                IntStream.range(0, truths.length)
                        .filter(row -> truths[row] != Truth.LINGERING)
                        .toArray();
        SensorFeatureTable settled =
                new SensorFeatureTable(
                        table.select(rows), new Truth[rows.length], new byte[rows.length]);
        for (int i = 0; i < rows.length; i++) {
            settled.truths[i] = truths[rows[i]];
            settled.causes[i] = causes[rows[i]];
        }
        return settled;
    }

    /** Whether each row should be noticed. */
    public boolean[] faulty() {
        boolean[] faulty = new boolean[truths.length];
        for (int row = 0; row < faulty.length; row++) {
            faulty[row] = truths[row] == Truth.FAULTY;
        }
        return faulty;
    }

    private void put(LabelledReading labelled) {
        if (!labelled.isAnomalous()) {
            return;
        }
        Reading reading = labelled.reading();
        int row = table.find(reading.eventTimeMs(), reading.eventId());
        if (row >= 0) {
            truths[row] = labelled.truth();
            causes[row] =
                    labelled.truth() == Truth.FAULTY
                            ? labelled.kind().map(FaultKind::cause).orElse(UNKNOWN)
                            : 0;
        }
    }
}
