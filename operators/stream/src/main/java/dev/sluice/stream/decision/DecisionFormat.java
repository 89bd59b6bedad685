// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.event.TraceStep;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.ByteArrayEncoder;
import dev.sluice.schema.WireFormat;
import dev.sluice.schema.WireFormatException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Decisions as they are on the topic: {@code dev.sluice.schema.Decision}, Avro single objects.
 *
 * <p>Writes field by field, in the order of the schema, without a generated record in between: no
 * boxes, no copies, one array a decision. Texts that are missing are written as empty ones. Not
 * thread-safe.
 */
public final class DecisionFormat implements WireFormat<Decision> {

    private final ByteArrayEncoder out = new ByteArrayEncoder(1024);
    private final byte[] header;
    private final WireFormat<dev.sluice.schema.Decision> records;

    /** Avro single objects. */
    public DecisionFormat() {
        this(AvroWireFormat.of(dev.sluice.schema.Decision.class));
    }

    /** Reads records in another format; writes single objects. */
    public DecisionFormat(WireFormat<dev.sluice.schema.Decision> records) {
        this.header = AvroWireFormat.header(dev.sluice.schema.Decision.getClassSchema());
        this.records = records;
    }

    /** Writes other bytes in front of each record; reads single objects. */
    DecisionFormat(byte[] header) {
        this.header = header.clone();
        this.records = AvroWireFormat.of(dev.sluice.schema.Decision.class);
    }

    @Override
    public byte[] encode(Decision decision) {
        out.reset();
        out.writeFixed(header, 0, header.length);
        text(decision.eventId());
        out.writeInt(decision.revision());
        text(decision.entityKey());
        out.writeLong(decision.eventTimeMs());
        verdict(decision.verdict());
        out.writeEnum(sourceIndex(decision.source()));
        text(decision.reason().name());
        appraisal(decision.appraisal());
        effort(decision.effort());
        versions(decision.versions());
        out.writeLong(decision.timings().queueMicros());
        out.writeLong(decision.timings().batchMicros());
        out.writeLong(decision.timings().inferenceMicros());
        out.writeLong(decision.timings().deviceMicros());
        trace(decision.trace());
        return out.toByteArray();
    }

    @Override
    public Decision decode(byte[] bytes) throws WireFormatException {
        dev.sluice.schema.Decision record = records.decode(bytes);
        return new Decision(
                record.getEventId(),
                record.getRevision(),
                record.getEntityKey(),
                record.getEventTime().toEpochMilli(),
                new Decision.Verdict(
                        record.getProbability(),
                        record.getProbabilityLow(),
                        record.getProbabilityHigh(),
                        Outcome.valueOf(record.getOutcome().name())),
                DecisionSource.valueOf(record.getSource().name()),
                constant(DecisionReason.class, record.getReason()),
                new Decision.Appraisal(
                        record.getEscalationReason(),
                        record.getUncertainty(),
                        record.getNovelty(),
                        record.getStake(),
                        record.getValue(),
                        record.getInclusionProbability(),
                        record.getFirstPassProbability(),
                        firstPassOutcome(record),
                        record.getChance()),
                new Decision.Effort(
                        record.getPassesUsed(),
                        record.getPassesAllowed(),
                        record.getStopReason(),
                        record.getStrategy()),
                new Decision.Versions(
                        record.getFirstPassModel(),
                        record.getDeepModel(),
                        record.getPolicy(),
                        record.getPrice(),
                        record.getSeed(),
                        record.getFeatureHash(),
                        record.getDevice(),
                        record.getNatives()),
                new Decision.Timings(
                        record.getQueueMicros(),
                        record.getBatchMicros(),
                        record.getInferenceMicros(),
                        record.getDeviceMicros()),
                trace(record));
    }

    /** Decisions of before there was a value have the empty one. */
    private static Outcome firstPassOutcome(dev.sluice.schema.Decision record)
            throws WireFormatException {
        String name = record.getFirstPassOutcome();
        return constant(Outcome.class, name.isEmpty() ? record.getOutcome().name() : name);
    }

    /** The constant of a name, which somebody else may have made up. */
    static <T extends Enum<T>> T constant(Class<T> type, String name) throws WireFormatException {
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new WireFormatException(
                    WireFormatException.Reason.UNREADABLE,
                    "'" + name + "' is no " + type.getSimpleName());
        }
    }

    private void verdict(Decision.Verdict verdict) {
        out.writeDouble(verdict.probability());
        out.writeDouble(verdict.low());
        out.writeDouble(verdict.high());
        out.writeEnum(outcomeIndex(verdict.outcome()));
    }

    private void appraisal(Decision.Appraisal appraisal) {
        text(appraisal.escalation());
        out.writeDouble(appraisal.uncertainty());
        out.writeDouble(appraisal.novelty());
        out.writeLong(appraisal.stake());
        out.writeDouble(appraisal.value());
        out.writeDouble(appraisal.inclusionProbability());
        out.writeDouble(appraisal.firstPassProbability());
        text(appraisal.firstPassOutcome().name());
        out.writeDouble(appraisal.chance());
    }

    private void effort(Decision.Effort effort) {
        out.writeInt(effort.passesUsed());
        out.writeInt(effort.passesAllowed());
        text(effort.stopReason());
        text(effort.strategy());
    }

    private void versions(Decision.Versions versions) {
        text(versions.firstPassModel());
        text(versions.deepModel());
        text(versions.policy());
        out.writeDouble(versions.price());
        out.writeLong(versions.seed());
        out.writeLong(versions.featureHash());
        text(versions.device());
        text(versions.natives());
    }

    private void trace(List<TraceStep> trace) {
        if (trace != null && !trace.isEmpty()) {
            out.setItemCount(trace.size());
            for (int i = 0; i < trace.size(); i++) {
                step(trace.get(i));
            }
        }
        out.writeArrayEnd();
    }

    private void step(TraceStep step) {
        text(step.name());
        text(step.question());
        text(step.answer());
        out.writeDouble(step.probabilityBefore());
        out.writeDouble(step.probabilityAfter());
        Map<String, String> evidence = step.evidence();
        if (evidence != null && !evidence.isEmpty()) {
            out.setItemCount(evidence.size());
            evidence.forEach(
                    (name, value) -> {
                        text(name);
                        text(value);
                    });
        }
        out.writeMapEnd();
    }

    private void text(String text) {
        out.writeString(text == null ? "" : text);
    }

    // The order of the symbols in the schema, which need not be that of the constants.

    private static int outcomeIndex(Outcome outcome) {
        return switch (outcome) {
            case CLEAR -> dev.sluice.schema.Outcome.CLEAR.ordinal();
            case REVIEW -> dev.sluice.schema.Outcome.REVIEW.ordinal();
            case FLAG -> dev.sluice.schema.Outcome.FLAG.ordinal();
        };
    }

    private static int sourceIndex(DecisionSource source) {
        return switch (source) {
            case FIRST_PASS -> dev.sluice.schema.DecisionSource.FIRST_PASS.ordinal();
            case DEEP -> dev.sluice.schema.DecisionSource.DEEP.ordinal();
            case FALLBACK -> dev.sluice.schema.DecisionSource.FALLBACK.ordinal();
            case PROVISIONAL -> dev.sluice.schema.DecisionSource.PROVISIONAL.ordinal();
        };
    }

    private static List<TraceStep> trace(dev.sluice.schema.Decision record) {
        List<TraceStep> trace = new ArrayList<>(record.getTrace().size());
        for (dev.sluice.schema.TraceStep step : record.getTrace()) {
            trace.add(
                    new TraceStep(
                            step.getName(),
                            step.getQuestion(),
                            step.getAnswer(),
                            step.getProbabilityBefore(),
                            step.getProbabilityAfter(),
                            step.getEvidence()));
        }
        return trace;
    }
}
