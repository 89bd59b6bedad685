// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fuzz;

import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.event.Feedback;
import dev.sluice.fraud.CardLabel;
import dev.sluice.fraud.CardTransaction;
import dev.sluice.fraud.LabelAdapter;
import dev.sluice.fraud.TransactionAdapter;
import dev.sluice.schema.WireFormatException;
import dev.sluice.sensors.Reading;
import dev.sluice.sensors.ReadingAdapter;
import dev.sluice.sensors.SensorTicket;
import dev.sluice.sensors.TicketAdapter;
import dev.sluice.stream.decision.DeadLetterFormat;
import dev.sluice.stream.ingest.OpenIngest;

import org.apache.flink.types.Either;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Every topic that a job reads: a record is an event that is sound, or a dead letter. */
final class IngestTargets {

    /** An hour of skew, as the options have it. */
    private static final long LATEST = OpenIngest.KAFKA_TIME + 3_600_000;

    private static final int LONGEST_ID = 256;

    private IngestTargets() {}

    static List<FuzzTarget> all() {
        return List.of(
                target(
                        "ingest-transaction",
                        Seeds.transactions(),
                        OpenIngest.of(new TransactionAdapter()),
                        IngestTargets::sound),
                target(
                        "ingest-transaction-label",
                        Seeds.transactionLabels(),
                        OpenIngest.of(new LabelAdapter()),
                        IngestTargets::sound),
                target(
                        "ingest-reading",
                        Seeds.readings(),
                        OpenIngest.of(new ReadingAdapter()),
                        IngestTargets::sound),
                target(
                        "ingest-ticket",
                        Seeds.tickets(),
                        OpenIngest.of(new TicketAdapter()),
                        IngestTargets::sound),
                target(
                        "ingest-control",
                        Seeds.controls(),
                        OpenIngest.control(),
                        IngestTargets::sound),
                target(
                        "ingest-feedback",
                        Seeds.feedbacks(),
                        OpenIngest.feedback(),
                        IngestTargets::sound));
    }

    private static <E> FuzzTarget target(
            String name, List<byte[]> seeds, OpenIngest<E> ingest, Consumer<E> sound) {
        DeadLetterFormat letters = new DeadLetterFormat();
        return new FuzzTarget(
                name,
                seeds,
                bytes -> {
                    Either<DeadLetter, E> read = ingest.read(bytes);
                    if (read.isRight()) {
                        sound.accept(read.right());
                    } else {
                        keepsTheRecord(letters, read.left(), bytes);
                    }
                });
    }

    private static void keepsTheRecord(DeadLetterFormat letters, DeadLetter letter, byte[] bytes)
            throws WireFormatException {
        DeadLetter read = letters.decode(letters.encode(letter));
        require(Arrays.equals(read.value(), Arrays.copyOf(bytes, read.value().length)), read);
        require(read.valueLength() == bytes.length, read);
        require(read.value().length == bytes.length || !read.valueSha256().isEmpty(), read);
        require(!read.detail().isEmpty() && read.detail().length() < 2_000, read.detail());
    }

    private static void sound(CardTransaction event) {
        id(event.transactionId());
        id(event.customerId());
        id(event.terminalId());
        time(event.eventTimeMs());
        require(event.amountMinor() >= 0 && event.amountMinor() <= 1_000_000_000_000L, event);
    }

    private static void sound(CardLabel label) {
        id(label.transactionId());
        id(label.customerId());
        id(label.terminalId());
        time(label.availableAtMs());
        require(label.eventTimeMs() >= 0, label);
        require(label.amountMinor() >= 0 && label.amountMinor() <= 1_000_000_000_000L, label);
    }

    private static void sound(Reading reading) {
        id(reading.sensorId());
        time(reading.eventTimeMs());
        require(reading.channels().length == reading.values().length, reading);
        require(reading.channels().length >= 1, reading);
        for (double value : reading.values()) {
            require(!Double.isInfinite(value), reading);
        }
    }

    private static void sound(SensorTicket ticket) {
        id(ticket.ticketId());
        id(ticket.sensorId());
        time(ticket.availableAtMs());
        require(ticket.fromMs() >= 0 && ticket.toMs() >= ticket.fromMs(), ticket);
    }

    private static void sound(ControlMessage message) {
        require(message.kind() != null && message.value() != null, message);
    }

    private static void sound(Feedback feedback) {
        require(feedback.probability() >= 0 && feedback.probability() <= 1, feedback);
        require(Double.isFinite(feedback.value()) && feedback.value() >= 0, feedback);
        require(feedback.sampleProbability() > 0, feedback);
        time(feedback.eventTimeMs());
    }

    private static void id(String id) {
        require(!id.isBlank() && id.length() <= LONGEST_ID, id);
    }

    private static void time(long time) {
        require(time >= 0 && time <= LATEST, time);
    }

    private static void require(boolean sound, Object what) {
        if (!sound) {
            throw new IllegalStateException("Came through as sound: " + what);
        }
    }
}
