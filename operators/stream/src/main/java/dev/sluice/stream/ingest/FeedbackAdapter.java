// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.ingest;

import dev.sluice.decisioning.event.DeadLetter.Reason;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.EscalationReason;
import dev.sluice.decisioning.event.Feedback;
import dev.sluice.decisioning.event.Outcome;

import org.apache.flink.api.common.typeinfo.TypeInformation;

import java.util.Arrays;

/** Reads the feedback topic; a record that no estimate could be made from is refused. */
public final class FeedbackAdapter implements EventAdapter<dev.sluice.schema.Feedback, Feedback> {

    private static final long serialVersionUID = 1L;

    @Override
    public Class<dev.sluice.schema.Feedback> recordType() {
        return dev.sluice.schema.Feedback.class;
    }

    @Override
    public TypeInformation<Feedback> eventType() {
        return TypeInformation.of(Feedback.class);
    }

    @Override
    public Feedback adapt(dev.sluice.schema.Feedback record) throws RejectedEventException {
        share("probability", record.getProbability());
        share("first_pass_probability", record.getFirstPassProbability());
        share("novelty", record.getNovelty());
        share("chance", record.getChance());
        share("inclusion_probability", record.getInclusionProbability());
        require(
                record.getSampleProbability() > 0 && record.getSampleProbability() <= 1,
                "sample_probability",
                record.getSampleProbability(),
                "more than 0 and at most 1");
        require(
                Double.isFinite(record.getValue()) && record.getValue() >= 0,
                "value",
                record.getValue(),
                "0 or more");
        require(record.getPasses() >= 0, "passes", record.getPasses(), "0 or more");
        require(
                record.getDeviceMicros() >= 0,
                "device_micros",
                record.getDeviceMicros(),
                "0 or more");
        String escalation = record.getEscalationReason();
        if (!escalation.isEmpty()) {
            constant("escalation_reason", EscalationReason.class, escalation);
        }
        // estimates weigh an audit by one over it
        require(
                record.getInclusionProbability() > 0
                        || !escalation.equals(EscalationReason.AUDIT.name()),
                "inclusion_probability",
                record.getInclusionProbability(),
                "more than 0 for an audit");
        return new Feedback(
                record.getEventId(),
                record.getEntityKey(),
                record.getEventTime().toEpochMilli(),
                record.getStake(),
                constant("source", DecisionSource.class, record.getSource()),
                constant("reason", DecisionReason.class, record.getReason()),
                escalation,
                record.getProbability(),
                constant("outcome", Outcome.class, record.getOutcome()),
                record.getFirstPassProbability(),
                constant("first_pass_outcome", Outcome.class, record.getFirstPassOutcome()),
                record.getNovelty(),
                record.getChance(),
                record.getValue(),
                record.getInclusionProbability(),
                record.getSampleProbability(),
                record.getPasses(),
                record.getDeviceMicros(),
                record.getPolicy());
    }

    @Override
    public String eventId(Feedback feedback) {
        return feedback.eventId();
    }

    @Override
    public long eventTimeMs(Feedback feedback) {
        return feedback.eventTimeMs();
    }

    private static void share(String field, double value) throws RejectedEventException {
        require(value >= 0 && value <= 1, field, value, "0 to 1");
    }

    private static void require(boolean holds, String field, Object value, String expected)
            throws RejectedEventException {
        if (!holds) {
            throw new RejectedEventException(
                    Reason.BAD_VALUE, field + " is " + value + "; expected " + expected);
        }
    }

    private static <T extends Enum<T>> T constant(String field, Class<T> type, String name)
            throws RejectedEventException {
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new RejectedEventException(
                    Reason.BAD_VALUE,
                    field
                            + " is '"
                            + name
                            + "'; expected one of "
                            + Arrays.toString(type.getEnumConstants()));
        }
    }
}
