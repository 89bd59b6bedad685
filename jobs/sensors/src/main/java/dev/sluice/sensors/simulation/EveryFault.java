// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors.simulation;

import dev.sluice.sensors.LabelledReading;
import dev.sluice.sensors.Reading;
import dev.sluice.sensors.ReadingSource;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Sensors of a simulation in which every fault comes about as often as any other, as far as a
 * sensor can have it: what shows which faults are found. A part a sensor.
 *
 * <p>Equal configurations give equal readings. How many faults a sensor has follows from how many
 * readings, not from the configuration.
 */
public final class EveryFault implements ReadingSource {

    private static final long serialVersionUID = 1L;

    private final SensorSimulator ordinary;
    private final long seed;

    /** The sensors of a configuration. */
    public EveryFault(SimulatorConfig config) {
        this.ordinary =
                new SensorSimulator(
                        new SimulatorConfig(
                                config.sensors(),
                                config.channels(),
                                config.start(),
                                config.days(),
                                0,
                                config.seed()));
        this.seed = config.seed();
    }

    @Override
    public int parts() {
        return ordinary.parts();
    }

    @Override
    public void read(int part, Consumer<LabelledReading> sink) {
        broken(part).forEach(sink);
    }

    /** The readings of all sensors in order of time; all of them are in memory meanwhile. */
    public Iterator<LabelledReading> inOrder() {
        List<Iterator<LabelledReading>> sensors = new ArrayList<>();
        for (int part = 0; part < parts(); part++) {
            sensors.add(broken(part).iterator());
        }
        return new MergedReadings(sensors);
    }

    private List<LabelledReading> broken(int part) {
        List<Reading> readings = new ArrayList<>();
        ordinary.read(part, labelled -> readings.add(labelled.reading()));
        RecordedSensor sensor = RecordedSensor.of(readings);
        // other numbers than those that the sensor itself is made of
        List<PlacedFault> faults = new FaultRounds(new Chance(~seed, part), sensor).put();
        List<LabelledReading> broken = new ArrayList<>();
        int next = 0;
        for (int step = 0; step < readings.size(); step++) {
            while (next < faults.size() && faults.get(next).end() <= step) {
                next++;
            }
            Reading reading = sensor.reading(step);
            if (next == faults.size()) {
                broken.add(LabelledReading.ordinary(reading));
            } else if (faults.get(next).isHeard(step)) {
                broken.add(faults.get(next).label(reading, step));
            }
        }
        return broken;
    }
}
