// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors.simulation;

import dev.sluice.decisioning.metric.FaultSpan;
import dev.sluice.sensors.KnownFault;
import dev.sluice.sensors.KnownFaults;
import dev.sluice.sensors.LabelledReading;
import dev.sluice.sensors.ReadingSource;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class EveryFaultTest {

    private static final SimulatorConfig CONFIG =
            new SimulatorConfig(24, 8, LocalDate.of(2020, 1, 1), 30, 0, 5);

    private final EveryFault simulation = new EveryFault(CONFIG);

    @Test
    void everyFaultComesAboutAboutAsOftenAsAnyOther() throws IOException {
        Map<String, Integer> counts = new HashMap<>();
        KnownFaults.of(simulation)
                .values()
                .forEach(
                        spans -> spans.forEach(span -> counts.merge(span.kind(), 1, Integer::sum)));

        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        double even = (double) all / KnownFault.values().length;
        for (KnownFault fault : KnownFault.values()) {
            assertThat((double) counts.getOrDefault(fault.key(), 0))
                    .as("%s in %s", fault.key(), counts)
                    .isBetween(even / 2, even * 2);
        }
    }

    @Test
    void oneChannelCannotLeaveTheOthers() throws IOException {
        EveryFault single = new EveryFault(new SimulatorConfig(8, 1, CONFIG.start(), 30, 0, 5));

        assertThat(KnownFaults.of(single).values())
                .allSatisfy(
                        spans ->
                                assertThat(spans)
                                        .extracting(FaultSpan::kind)
                                        .doesNotContain(KnownFault.APART.key()));
    }

    @Test
    void whatIsNotLabelledIsWhatTheSensorSaysWithoutFaults() {
        List<LabelledReading> broken = readings(simulation, 3);
        Map<Long, LabelledReading> plain = new HashMap<>();
        readings(new SensorSimulator(CONFIG), 3)
                .forEach(labelled -> plain.put(labelled.reading().eventTimeMs(), labelled));

        assertThat(broken).hasSizeLessThan(plain.size());
        assertThat(broken)
                .filteredOn(labelled -> labelled.kind().isEmpty())
                .hasSizeGreaterThan(broken.size() / 4)
                .allSatisfy(
                        labelled ->
                                assertThat(labelled.reading())
                                        .isEqualTo(
                                                plain.get(labelled.reading().eventTimeMs())
                                                        .reading()));
    }

    @Test
    void aSilenceHasNoReadingsAndIsToldByTheOneBehindIt() {
        List<LabelledReading> readings = readings(simulation, 0);
        long step =
                readings.get(1).reading().eventTimeMs() - readings.get(0).reading().eventTimeMs();
        for (int i = 1; i < readings.size(); i++) {
            long gap =
                    readings.get(i).reading().eventTimeMs()
                            - readings.get(i - 1).reading().eventTimeMs();
            boolean endsSilence =
                    readings.get(i).fault().filter(KnownFault.SILENCE::equals).isPresent();
            assertThat(gap > step).isEqualTo(endsSilence);
        }
    }

    @Test
    void equalSeedsGiveEqualReadingsAndOthersGiveOthers() {
        SimulatorConfig other = new SimulatorConfig(24, 8, CONFIG.start(), 30, 0, 6);

        assertThat(readings(new EveryFault(CONFIG), 1)).isEqualTo(readings(simulation, 1));
        assertThat(readings(new EveryFault(other), 1)).isNotEqualTo(readings(simulation, 1));
    }

    @Test
    void inOrderIsAllReadingsByTime() {
        EveryFault few = new EveryFault(new SimulatorConfig(3, 2, CONFIG.start(), 12, 0, 5));
        List<LabelledReading> byTime = new ArrayList<>();
        Iterator<LabelledReading> all = few.inOrder();
        all.forEachRemaining(byTime::add);
        List<LabelledReading> byPart = new ArrayList<>();
        for (int part = 0; part < few.parts(); part++) {
            few.read(part, byPart::add);
        }

        assertThat(byTime).hasSameSizeAs(byPart).containsAll(byPart.subList(0, 50));
        assertThat(byTime).extracting(labelled -> labelled.reading().eventTimeMs()).isSorted();
    }

    private static List<LabelledReading> readings(ReadingSource source, int part) {
        List<LabelledReading> readings = new ArrayList<>();
        try {
            source.read(part, readings::add);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return readings;
    }
}
