// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.escalation;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.EscalationReason;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.event.ScoredEvent;

import java.io.IOException;
import java.nio.BufferUnderflowException;

/**
 * The bytes of an escalation, or of a control message in its place.
 *
 * <p>The first byte is the version of the format, the second one says what follows. Constants of
 * enums are written as their place among the others: new ones are added at the end. The arrays come
 * first, where they lie at a multiple of four without a gap. Whoever changes anything else takes
 * the next version, and goes on reading this one: it is in checkpoints.
 *
 * <p>Not thread-safe: texts that come again are remembered.
 */
final class EscalationFormat {

    /** The version that is written. */
    static final byte VERSION = 1;

    private static final byte CONTROL = 0;
    private static final byte ESCALATION = 1;

    private static final ControlMessage.Kind[] KINDS = ControlMessage.Kind.values();
    private static final EscalationReason[] REASONS = EscalationReason.values();
    private static final Outcome[] OUTCOMES = Outcome.values();

    // the same for nearly all that one gate escalates
    private final RecurringText firstPassModel = new RecurringText();
    private final RecurringText device = new RecurringText();
    private final RecurringText natives = new RecurringText();
    private final RecurringText policy = new RecurringText();
    private final RecurringText deepModel = new RecurringText();

    void write(Flow<Escalation> flow, ByteWriter out) {
        out.put(VERSION);
        if (flow.isControl()) {
            out.put(CONTROL);
            writeControl(flow.control(), out);
        } else {
            out.put(ESCALATION);
            writeEscalation(flow.event(), out);
        }
    }

    /**
     * Reads what one call of {@link #write} wrote.
     *
     * @throws IOException if the bytes are of another format, or too few
     */
    Flow<Escalation> read(ByteReader in) throws IOException {
        try {
            byte version = in.getByte();
            if (version != VERSION) {
                throw new IOException(
                        "An escalation is written in format "
                                + version
                                + "; expected "
                                + VERSION
                                + ". Read it with the version of Sluice that wrote it, or a later"
                                + " one.");
            }
            byte kind = in.getByte();
            return switch (kind) {
                case CONTROL -> Flow.control(readControl(in));
                case ESCALATION -> Flow.event(readEscalation(in));
                default ->
                        throw new IOException(
                                "An escalation is of kind "
                                        + kind
                                        + "; expected "
                                        + CONTROL
                                        + " or "
                                        + ESCALATION);
            };
        } catch (BufferUnderflowException e) {
            throw new IOException(
                    "An escalation ends too early, after " + in.length() + " bytes", e);
        }
    }

    private static void writeControl(ControlMessage control, ByteWriter out) {
        out.put((byte) control.kind().ordinal());
        out.put(control.value());
        out.put(control.issuedAtMs());
    }

    private static ControlMessage readControl(ByteReader in) throws IOException {
        return new ControlMessage(
                constant(KINDS, in.getByte(), "kind of control message"),
                in.getText(),
                in.getLong());
    }

    private void writeEscalation(Escalation escalation, ByteWriter out) {
        ScoredEvent scored = escalation.scored();
        FeaturizedEvent event = scored.event();
        Decision.Verdict verdict = escalation.verdict();
        out.put((byte) escalation.reason().ordinal());
        out.put((byte) verdict.outcome().ordinal());
        out.put(event.features());
        out.put(event.context());
        out.put(event.eventTimeMs());
        out.put(event.stake());
        out.put(scored.rawProbability());
        out.put(scored.novelty());
        out.put(scored.probability());
        out.put(scored.batchMicros());
        out.put(scored.inferenceMicros());
        out.put(verdict.probability());
        out.put(verdict.low());
        out.put(verdict.high());
        out.put(escalation.uncertainty());
        out.put(escalation.chance());
        out.put(escalation.value());
        out.put(escalation.price());
        out.put(escalation.inclusionProbability());
        out.put(escalation.seed());
        out.put(escalation.escalatedAtMs());
        out.put(event.eventId());
        out.put(event.entityKey());
        firstPassModel.write(scored.modelVersion(), out);
        device.write(scored.device(), out);
        natives.write(scored.natives(), out);
        policy.write(escalation.policyVersion(), out);
        deepModel.write(escalation.deepModelVersion(), out);
    }

    private Escalation readEscalation(ByteReader in) throws IOException {
        EscalationReason reason = constant(REASONS, in.getByte(), "reason of an escalation");
        Outcome outcome = constant(OUTCOMES, in.getByte(), "outcome");
        float[] features = in.getFloats();
        float[] context = in.getFloats();
        long eventTimeMs = in.getLong();
        long stake = in.getLong();
        float rawProbability = in.getFloat();
        float novelty = in.getFloat();
        double probability = in.getDouble();
        long batchMicros = in.getLong();
        long inferenceMicros = in.getLong();
        Decision.Verdict verdict =
                new Decision.Verdict(in.getDouble(), in.getDouble(), in.getDouble(), outcome);
        double uncertainty = in.getDouble();
        double chance = in.getDouble();
        double value = in.getDouble();
        double price = in.getDouble();
        double inclusionProbability = in.getDouble();
        long seed = in.getLong();
        long escalatedAtMs = in.getLong();
        FeaturizedEvent event =
                new FeaturizedEvent(
                        in.getText(), in.getText(), eventTimeMs, stake, features, context);
        ScoredEvent scored =
                new ScoredEvent(
                        event,
                        rawProbability,
                        probability,
                        novelty,
                        firstPassModel.read(in),
                        batchMicros,
                        inferenceMicros,
                        device.read(in),
                        natives.read(in));
        return new Escalation(
                scored,
                verdict,
                reason,
                uncertainty,
                chance,
                value,
                price,
                inclusionProbability,
                policy.read(in),
                seed,
                deepModel.read(in),
                escalatedAtMs);
    }

    private static <E> E constant(E[] constants, byte place, String what) throws IOException {
        if (place < 0 || place >= constants.length) {
            throw new IOException(
                    "The "
                            + what
                            + " is number "
                            + place
                            + "; expected 0 to "
                            + (constants.length - 1));
        }
        return constants[place];
    }
}
