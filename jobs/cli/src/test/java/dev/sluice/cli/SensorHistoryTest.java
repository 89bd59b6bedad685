// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.demo.Shipment;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.SensorLabel;
import dev.sluice.schema.SensorReading;
import dev.sluice.sensors.LabelledReading;
import dev.sluice.sensors.Reading;
import dev.sluice.sensors.ReadingAdapter;
import dev.sluice.sensors.SensorTicket;
import dev.sluice.sensors.TicketAdapter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SensorHistoryTest {

    @TempDir Path folder;

    @Test
    void readingsOfAFileAreEventsInItsOrder() throws Exception {
        Path file = folder.resolve("readings.csv");
        Files.writeString(file, "sensor_id,event_time_ms,v1,label\npump,1000,0.5,0\nfan,2000,,1\n");
        List<PastEvent> events = new ArrayList<>();
        try (History<PastEvent> history = SensorHistory.events(SensorHistory.file(file))) {
            history.forEachRemaining(events::add);
        }
        assertThat(events).extracting(PastEvent::id).containsExactly("pump@1000", "fan@2000");
        assertThat(events).extracting(PastEvent::timeMs).containsExactly(1_000L, 2_000L);
        assertThat(events.get(0).hindsight()).isEmpty();
        assertThat(events.get(1).hindsight()).contains("anomalous");
    }

    @Test
    void aFileThatIsNotInOrderIsRefusedWithTheReading() throws Exception {
        Path file = folder.resolve("readings.csv");
        Files.writeString(file, "sensor_id,event_time_ms,v1\npump,2000,0.5\nfan,1000,1\n");
        try (History<PastEvent> history = SensorHistory.events(SensorHistory.file(file))) {
            assertThatThrownBy(history::next)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("fan@1000 comes after pump@2000; expected");
        }
    }

    @Test
    void aFileThatIsNotThereIsRefusedWithTheFormat() {
        assertThatThrownBy(() -> SensorHistory.file(folder.resolve("none.csv")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("which is no readable file; expected");
    }

    @Test
    void whatIsSentIsWhatTheJobReads() throws Exception {
        Reading reading =
                new Reading(
                        "pump",
                        1_700_000_000_000L,
                        new String[] {"flow", "heat"},
                        new double[] {0.5, Double.NaN},
                        new String[] {"l/s", ""});
        SensorTicket ticket =
                new SensorTicket(
                        "t-1",
                        "pump",
                        1_700_000_000_000L,
                        1_700_000_600_000L,
                        1_699_999_000_000L,
                        SensorTicket.Kind.MAINTENANCE);
        Shipment sent =
                new SensorEvent(
                                LabelledReading.ordinary(reading),
                                List.of(ticket),
                                new SensorEvent.Formats())
                        .shipment();

        assertThat(
                        new ReadingAdapter()
                                .adapt(AvroWireFormat.of(SensorReading.class).decode(sent.event())))
                .isEqualTo(reading);
        assertThat(sent.labels()).hasSize(1);
        assertThat(sent.labels().get(0).availableAtMs()).isEqualTo(ticket.availableAtMs());
        assertThat(
                        new TicketAdapter()
                                .adapt(
                                        AvroWireFormat.of(SensorLabel.class)
                                                .decode(sent.labels().get(0).value())))
                .isEqualTo(ticket);
    }
}
