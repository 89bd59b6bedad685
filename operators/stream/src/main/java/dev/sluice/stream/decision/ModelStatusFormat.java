// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.release.ModelFigures;
import dev.sluice.decisioning.release.ModelStatus;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.WireFormat;
import dev.sluice.schema.WireFormatException;

import java.time.Instant;

/**
 * What became of versions of models as it is on the topic: {@code ModelStatus}, Avro single
 * objects.
 *
 * <p>Not thread-safe.
 */
public final class ModelStatusFormat implements WireFormat<ModelStatus> {

    private final WireFormat<dev.sluice.schema.ModelStatus> records;

    /** Records as Avro single objects. */
    public ModelStatusFormat() {
        this(AvroWireFormat.of(dev.sluice.schema.ModelStatus.class));
    }

    /** Records in another format. */
    public ModelStatusFormat(WireFormat<dev.sluice.schema.ModelStatus> records) {
        this.records = records;
    }

    @Override
    public byte[] encode(ModelStatus status) {
        ModelFigures figures = status.figures();
        return records.encode(
                new dev.sluice.schema.ModelStatus(
                        status.job(),
                        status.model(),
                        status.version(),
                        status.attempt(),
                        status.state().name(),
                        status.subtask(),
                        status.parallelism(),
                        status.detail(),
                        new dev.sluice.schema.ModelFigures(
                                figures.records(),
                                figures.errors(),
                                figures.badOutputs(),
                                figures.compared(),
                                figures.disagreements(),
                                figures.difference(),
                                figures.probability(),
                                figures.liveProbability(),
                                figures.micros(),
                                figures.liveRows(),
                                figures.liveMicros()),
                        Instant.ofEpochMilli(status.atMs())));
    }

    @Override
    public ModelStatus decode(byte[] bytes) throws WireFormatException {
        dev.sluice.schema.ModelStatus record = records.decode(bytes);
        dev.sluice.schema.ModelFigures figures = record.getFigures();
        return new ModelStatus(
                record.getJob(),
                record.getModel(),
                record.getVersion(),
                record.getAttempt(),
                DecisionFormat.constant(ModelStatus.State.class, record.getState()),
                record.getSubtask(),
                record.getParallelism(),
                record.getDetail(),
                new ModelFigures(
                        figures.getRecords(),
                        figures.getErrors(),
                        figures.getBadOutputs(),
                        figures.getCompared(),
                        figures.getDisagreements(),
                        figures.getDifference(),
                        figures.getProbability(),
                        figures.getLiveProbability(),
                        figures.getMicros(),
                        figures.getLiveRows(),
                        figures.getLiveMicros()),
                record.getAt().toEpochMilli());
    }
}
