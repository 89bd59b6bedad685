// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.schema.SensorLabel;
import dev.sluice.schema.SensorReading;
import dev.sluice.schema.SensorValue;
import dev.sluice.schema.TicketKind;
import dev.sluice.stream.ingest.RejectedEventException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AdaptersTest {

    private final ReadingAdapter readings = new ReadingAdapter();
    private final TicketAdapter tickets = new TicketAdapter();

    @Test
    void readingKeepsChannelsValuesAndUnitsInTheirOrder() throws Exception {
        Reading event =
                readings.adapt(
                        reading(
                                new SensorValue("flow", 2.5, "l/s"),
                                new SensorValue("a", -1., "")));

        assertThat(event)
                .isEqualTo(
                        new Reading(
                                "s",
                                5_000,
                                new String[] {"flow", "a"},
                                new double[] {2.5, -1},
                                new String[] {"l/s", ""}));
        assertThat(readings.eventId(event)).isEqualTo("s@5000");
        assertThat(readings.eventTimeMs(event)).isEqualTo(5_000);
    }

    @Test
    void aValueThatIsNoNumberIsMissingAndTheOthersStay() throws Exception {
        Reading event =
                readings.adapt(
                        reading(
                                new SensorValue("a", null, ""),
                                new SensorValue("b", Double.NaN, ""),
                                new SensorValue("c", Double.POSITIVE_INFINITY, ""),
                                new SensorValue("d", Double.NEGATIVE_INFINITY, ""),
                                new SensorValue("e", 7.0, "")));

        assertThat(event.values())
                .containsExactly(Double.NaN, Double.NaN, Double.NaN, Double.NaN, 7);
    }

    @Test
    void aReadingThatSaysNothingIsStillAReading() throws Exception {
        assertThat(readings.adapt(reading(new SensorValue("a", null, ""))).values())
                .containsExactly(Double.NaN);
    }

    @Test
    void oneTo64ChannelsAreAccepted() throws Exception {
        assertThat(readings.adapt(reading(channels(64))).channels()).hasSize(64);
        rejected(
                () -> readings.adapt(reading(channels(65))),
                DeadLetter.Reason.BAD_VALUE,
                "values has 65 channels; expected 1 to 64");
        rejected(
                () -> readings.adapt(reading()),
                DeadLetter.Reason.BAD_VALUE,
                "values has 0 channels");
    }

    @Test
    void aChannelThatIsThereTwiceIsRefused() {
        rejected(
                () ->
                        readings.adapt(
                                reading(
                                        new SensorValue("a", 1.0, ""),
                                        new SensorValue("b", 1.0, ""),
                                        new SensorValue("a", 1.0, ""))),
                DeadLetter.Reason.BAD_VALUE,
                "values[2].name 'a' is there twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\t"})
    void blankIdsAreRefused(String blank) {
        rejected(
                () -> readings.adapt(changed(r -> r.setSensorId(blank))),
                DeadLetter.Reason.BAD_ID,
                "sensor_id is empty");
        rejected(
                () -> readings.adapt(reading(new SensorValue(blank, 1.0, ""))),
                DeadLetter.Reason.BAD_ID,
                "values[0].name is empty");
        rejected(
                () -> tickets.adapt(ticket(t -> t.setTicketId(blank))),
                DeadLetter.Reason.BAD_ID,
                "ticket_id is empty");
        rejected(
                () -> tickets.adapt(ticket(t -> t.setSensorId(blank))),
                DeadLetter.Reason.BAD_ID,
                "sensor_id is empty");
    }

    @Test
    void overlongNamesAreRefused() {
        rejected(
                () -> readings.adapt(changed(r -> r.setSensorId("x".repeat(257)))),
                DeadLetter.Reason.BAD_ID,
                "has 257 characters; expected 1 to 256");
        rejected(
                () -> readings.adapt(reading(new SensorValue("x".repeat(257), 1.0, ""))),
                DeadLetter.Reason.BAD_ID,
                "values[0].name");
        rejected(
                () -> readings.adapt(reading(new SensorValue("x", 1.0, "u".repeat(65)))),
                DeadLetter.Reason.BAD_VALUE,
                "values[0].unit has 65 characters; expected at most 64");
    }

    @Test
    void timesBefore1970AreRefused() {
        Instant before = Instant.ofEpochMilli(-1);
        rejected(
                () -> readings.adapt(changed(r -> r.setEventTime(before))),
                DeadLetter.Reason.BAD_VALUE,
                "event_time is -1 ms");
        rejected(
                () -> tickets.adapt(ticket(t -> t.setFrom(before))),
                DeadLetter.Reason.BAD_VALUE,
                "from is -1 ms");
        rejected(
                () -> tickets.adapt(ticket(t -> t.setAvailableAt(before))),
                DeadLetter.Reason.BAD_VALUE,
                "available_at is -1 ms");
    }

    @Test
    void ticketIsOrderedByTheTimeItBecameKnown() throws Exception {
        SensorTicket ticket = tickets.adapt(ticket(t -> {}));

        assertThat(ticket)
                .isEqualTo(
                        new SensorTicket("t", "s", 5_000, 6_000, 4_000, SensorTicket.Kind.FAULT));
        assertThat(tickets.eventTimeMs(ticket)).isEqualTo(4_000);
        assertThat(tickets.eventId(ticket)).isEqualTo("t");
        assertThat(tickets.adapt(ticket(t -> t.setKind(TicketKind.MAINTENANCE))).kind())
                .isEqualTo(SensorTicket.Kind.MAINTENANCE);
    }

    @Test
    void ticketThatEndsBeforeItBeginsIsRefused() throws Exception {
        assertThat(tickets.adapt(ticket(t -> t.setTo(t.getFrom()))).toMs()).isEqualTo(5_000);
        rejected(
                () -> tickets.adapt(ticket(t -> t.setTo(Instant.ofEpochMilli(4_999)))),
                DeadLetter.Reason.BAD_VALUE,
                "to is 4999 ms; expected no time before from, 5000 ms");
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        Reading reading =
                new Reading(
                        "s",
                        5_000,
                        new String[] {"a", "b"},
                        new double[] {Double.NaN, 0.1},
                        new String[] {"", "V"});
        assertThat(readings.adapt(SensorRecords.of(reading))).isEqualTo(reading);
        for (SensorTicket.Kind kind : SensorTicket.Kind.values()) {
            SensorTicket ticket = new SensorTicket("t", "s", 5, 9, 7, kind);
            assertThat(tickets.adapt(SensorRecords.of(ticket))).isEqualTo(ticket);
        }
    }

    private static void rejected(
            ThrowingCallable adapting, DeadLetter.Reason reason, String message) {
        assertThatThrownBy(adapting)
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        RejectedEventException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static SensorValue[] channels(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> new SensorValue("v" + i, (double) i, ""))
                .toArray(SensorValue[]::new);
    }

    private static SensorReading reading(SensorValue... values) {
        return new SensorReading("s", Instant.ofEpochMilli(5_000), List.of(values));
    }

    private static SensorReading changed(Consumer<SensorReading> change) {
        SensorReading record = reading(new SensorValue("v1", 1.0, ""));
        change.accept(record);
        return record;
    }

    private static SensorLabel ticket(Consumer<SensorLabel> change) {
        SensorLabel record =
                new SensorLabel(
                        "t",
                        "s",
                        Instant.ofEpochMilli(5_000),
                        Instant.ofEpochMilli(6_000),
                        Instant.ofEpochMilli(4_000),
                        TicketKind.FAULT);
        change.accept(record);
        return record;
    }
}
