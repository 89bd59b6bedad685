// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.ingest;

import dev.sluice.decisioning.event.DeadLetter.Reason;
import dev.sluice.decisioning.release.ModelFigures;
import dev.sluice.decisioning.release.ModelStatus;

import org.apache.flink.api.common.typeinfo.TypeInformation;

import java.util.Arrays;

/** Reads the topic on which subtasks say what became of versions of their models. */
final class ModelStatusAdapter implements EventAdapter<dev.sluice.schema.ModelStatus, ModelStatus> {

    private static final long serialVersionUID = 1L;

    @Override
    public Class<dev.sluice.schema.ModelStatus> recordType() {
        return dev.sluice.schema.ModelStatus.class;
    }

    @Override
    public TypeInformation<ModelStatus> eventType() {
        return TypeInformation.of(ModelStatus.class);
    }

    @Override
    public ModelStatus adapt(dev.sluice.schema.ModelStatus record) throws RejectedEventException {
        dev.sluice.schema.ModelFigures figures = record.getFigures();
        return new ModelStatus(
                record.getJob(),
                record.getModel(),
                record.getVersion(),
                record.getAttempt(),
                state(record.getState()),
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

    @Override
    public String eventId(ModelStatus status) {
        return status.state().name();
    }

    @Override
    public long eventTimeMs(ModelStatus status) {
        return status.atMs();
    }

    private static ModelStatus.State state(String name) throws RejectedEventException {
        try {
            return ModelStatus.State.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new RejectedEventException(
                    Reason.BAD_VALUE,
                    "state is '"
                            + name
                            + "'; expected one of "
                            + Arrays.toString(ModelStatus.State.values()));
        }
    }
}
