// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors.simulation;

import dev.sluice.sensors.LabelledReading;
import dev.sluice.sensors.Reading;
import dev.sluice.sensors.ReadingSource;
import dev.sluice.sensors.Truth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Readings of sensors that do not exist; a part a sensor.
 *
 * <p>Equal configurations give equal readings. The first values of a fault are {@link
 * Truth#FAULTY}: those by which it should be noticed; the rest of it is neither ordinary nor news.
 */
public final class SensorSimulator implements ReadingSource {

    private static final long serialVersionUID = 1L;

    private final SimulatorConfig config;

    /** The sensors of a configuration. */
    public SensorSimulator(SimulatorConfig config) {
        this.config = config;
    }

    @Override
    public int parts() {
        return config.sensors();
    }

    @Override
    public void read(int part, Consumer<LabelledReading> sink) {
        stepsOf(part).forEachRemaining(sink);
    }

    /** The readings of all sensors in order of time; all sensors are in memory meanwhile. */
    public Iterator<LabelledReading> inOrder() {
        List<Iterator<LabelledReading>> sensors = new ArrayList<>();
        for (int part = 0; part < parts(); part++) {
            sensors.add(stepsOf(part));
        }
        return new MergedReadings(sensors);
    }

    private Iterator<LabelledReading> stepsOf(int part) {
        SimulatedSensor sensor = SimulatedSensor.of(config, part);
        String id = String.format(Locale.ROOT, "sensor-%05d", part);
        String[] channels = new String[sensor.width()];
        Arrays.setAll(channels, i -> "v" + (i + 1));
        String[] units = new String[channels.length];
        Arrays.fill(units, "");
        return new Iterator<>() {
            private final Iterator<Fault> faults = sensor.faults().iterator();
            private Optional<Fault> fault = Optional.empty();
            private int step;

            @Override
            public boolean hasNext() {
                return step < sensor.clock().length();
            }

            @Override
            public LabelledReading next() {
                while ((fault.isEmpty() || fault.get().to() <= step) && faults.hasNext()) {
                    fault = Optional.of(faults.next());
                }
                double[] values = new double[channels.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = sensor.value(i, step);
                }
                Reading reading =
                        new Reading(id, sensor.clock().timeMs(step), channels, values, units);
                int at = step++;
                return fault.filter(some -> some.covers(at))
                        .map(some -> some.label(reading, at))
                        .orElseGet(() -> LabelledReading.ordinary(reading));
            }
        };
    }
}
