// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.stream.feature.FeatureConfig;
import dev.sluice.stream.feature.FeatureExtraction;
import dev.sluice.stream.feature.FeatureTable;
import dev.sluice.stream.feature.TableRequest;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Features of past readings with the truth about them, sorted by (event time, id).
 *
 * @param table the features
 * @param truths what is known of each row
 * @param causes fault of each row, see {@link FaultKind#cause()}; 0 if none, -1 if unknown
 * @param faults which fault each row is of, counted from 1 on; 0 if of none that is news
 */
public record SensorFeatureTable(FeatureTable table, Truth[] truths, byte[] causes, int[] faults) {

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
        return labelled(
                source,
                table(
                        request,
                        (environment, fromMs, toMs, control, config) ->
                                stage(environment, source, fromMs, toMs, control, config)));
    }

    /**
     * The same for some of the readings only; the others never come onto the heap.
     *
     * @param sampling which ones
     */
    public static SensorFeatureTable sample(
            ReadingSource source, TableRequest request, Sampling sampling) throws IOException {
        return labelled(
                source,
                table(
                        request,
                        (environment, fromMs, toMs, control, config) ->
                                stage(environment, source, fromMs, toMs, control, config)
                                        .filter(
                                                flow ->
                                                        flow.isControl()
                                                                || sampling.keeps(flow.event()))
                                        .name("sample")
                                        .uid("sample")));
    }

    private static SingleOutputStreamOperator<Flow<FeaturizedEvent>> stage(
            StreamExecutionEnvironment environment,
            ReadingSource source,
            long fromMs,
            long toMs,
            DataStream<ControlMessage> control,
            FeatureConfig config) {
        return SensorFeatureStages.append(
                ReadingHistory.append(environment, source, fromMs, toMs), control, config);
    }

    private static FeatureTable table(TableRequest request, FeatureExtraction.Stages stages)
            throws IOException {
        return FeatureExtraction.table(
                stages, SensorFeatures.INPUTS, SensorFeatures.LOOK_BACK, request);
    }

    private static SensorFeatureTable labelled(ReadingSource source, FeatureTable table)
            throws IOException {
        SensorFeatureTable labelled =
                new SensorFeatureTable(
                        table,
                        new Truth[table.rows()],
                        new byte[table.rows()],
                        new int[table.rows()]);
        Arrays.fill(labelled.truths, Truth.ORDINARY);
        FaultCount count = new FaultCount();
        for (int part = 0; part < source.parts(); part++) {
            source.read(part, reading -> labelled.put(reading, count.of(reading)));
        }
        return labelled;
    }

    /**
     * Rows to learn from: those before a moment so often that each fault counts as much as any
     * other, however long it is, and those from then on once.
     *
     * @param calibratedFromMs the moment
     * @return indices of rows, ascending
     */
    public int[] lesson(long calibratedFromMs) {
        int learned = table.from(calibratedFromMs);
        return IntStream.concat(
                        EvenFaults.repeated(Arrays.copyOf(faults, learned)),
                        IntStream.range(learned, table.rows()))
                .toArray();
    }

    /** Whether each row should be noticed. */
    public boolean[] faulty() {
        boolean[] faulty = new boolean[truths.length];
        for (int row = 0; row < faulty.length; row++) {
            faulty[row] = truths[row] == Truth.FAULTY;
        }
        return faulty;
    }

    private void put(LabelledReading labelled, int fault) {
        if (!labelled.isAnomalous()) {
            return;
        }
        Reading reading = labelled.reading();
        int row = table.find(reading.eventTimeMs(), reading.eventId());
        if (row >= 0) {
            truths[row] = labelled.truth();
            faults[row] = fault;
            causes[row] =
                    labelled.truth() == Truth.FAULTY
                            ? labelled.kind().map(FaultKind::cause).orElse(UNKNOWN)
                            : 0;
        }
    }

    /** Tells faults apart: readings of a sensor that are news, one after the other, are of one. */
    private static final class FaultCount {

        private final Map<String, Integer> going = new HashMap<>();
        private int faults;

        int of(LabelledReading labelled) {
            String sensor = labelled.reading().sensorId();
            if (labelled.truth() != Truth.FAULTY) {
                going.remove(sensor);
                return 0;
            }
            return going.computeIfAbsent(sensor, id -> ++faults);
        }
    }
}
