// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors.simulation;

import dev.sluice.sensors.FaultKind;
import dev.sluice.sensors.LabelledReading;
import dev.sluice.sensors.Truth;

import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SensorSimulatorTest {

    private static final SimulatorConfig CONFIG =
            new SimulatorConfig(60, 0, LocalDate.of(2020, 1, 1), 12, 4, 5);

    private final SensorSimulator simulator = new SensorSimulator(CONFIG);

    @Test
    void equalConfigurationsGiveEqualReadings() {
        for (int part = 0; part < 10; part++) {
            assertThat(readings(part)).isEqualTo(readings(part));
        }
    }

    @Test
    void everyKindOfFaultComesAboutAndMostReadingsAreOrdinary() {
        Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        long faulty = 0;
        long all = 0;
        for (int part = 0; part < simulator.parts(); part++) {
            for (LabelledReading labelled : readings(part)) {
                labelled.kind().ifPresent(kinds::add);
                faulty += labelled.truth() == Truth.FAULTY ? 1 : 0;
                all++;
            }
        }
        assertThat(kinds).containsExactlyInAnyOrder(FaultKind.values());
        assertThat((double) faulty / all).isBetween(0.002, 0.1);
    }

    @Test
    void aSensorIsKnownBeforeItsFirstFault() {
        for (int part = 0; part < simulator.parts(); part++) {
            List<LabelledReading> readings = readings(part);
            assertThat(readings.subList(0, readings.size() / 8))
                    .noneMatch(LabelledReading::isAnomalous);
        }
    }

    @Test
    void inOrderIsTheSameReadingsByTime() {
        List<LabelledReading> byTime = new ArrayList<>();
        simulator.inOrder().forEachRemaining(byTime::add);
        List<LabelledReading> byPart = new ArrayList<>();
        for (int part = 0; part < simulator.parts(); part++) {
            byPart.addAll(readings(part));
        }
        assertThat(byTime).hasSameSizeAs(byPart).containsAll(byPart.subList(0, 100));
        for (int i = 1; i < byTime.size(); i++) {
            assertThat(byTime.get(i).reading().eventTimeMs())
                    .isGreaterThanOrEqualTo(byTime.get(i - 1).reading().eventTimeMs());
        }
    }

    @Test
    void emptySimulationsAreRefused() {
        assertThatThrownBy(() -> new SimulatorConfig(0, 1, LocalDate.EPOCH, 1, 0, 1))
                .hasMessage("Simulator sensors is 0; expected at least 1.");
        assertThatThrownBy(() -> new SimulatorConfig(1, 65, LocalDate.EPOCH, 1, 0, 1))
                .hasMessageContaining("channels is 65; expected 0 to 64");
        assertThatThrownBy(() -> new SimulatorConfig(1, 1, LocalDate.EPOCH, 1, -1, 1))
                .hasMessageContaining("faultsPerSensor is -1.0; expected");
    }

    private List<LabelledReading> readings(int part) {
        List<LabelledReading> readings = new ArrayList<>();
        simulator.read(part, readings::add);
        return readings;
    }
}
