// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors.simulation;

import dev.sluice.sensors.LabelledReading;
import dev.sluice.sensors.Reading;
import dev.sluice.sensors.ReadingSource;
import dev.sluice.sensors.Truth;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Readings of sensors that do not exist; a part a sensor.
 *
 * <p>Equal configurations give equal readings. The first values of a fault are {@link
 * Truth#FAULTY}: those by which it should be noticed; the rest of it is neither ordinary nor news.
 */
public final class SensorSimulator implements ReadingSource {

    private static final long serialVersionUID = 1L;

    /** A fault is looked for in so many values at least, however short it is: it leaves traces. */
    private static final int SHORTEST = 8;

    /** And in so many at most, of which beyond the first ones every other counts. */
    private static final int LONGEST = 40;

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
        SimulatedSensor sensor = SimulatedSensor.of(config, part);
        String id = String.format(Locale.ROOT, "sensor-%05d", part);
        String[] channels = new String[sensor.width()];
        Arrays.setAll(channels, i -> "v" + (i + 1));
        String[] units = new String[channels.length];
        Arrays.fill(units, "");
        Fault[] faults = sensor.faults().toArray(new Fault[0]);
        int next = 0;
        for (int step = 0; step < sensor.clock().length(); step++) {
            while (next < faults.length && end(faults[next]) <= step) {
                next++;
            }
            double[] values = new double[channels.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = sensor.value(i, step);
            }
            Reading reading =
                    new Reading(id, sensor.clock().timeMs(step), channels, values, units);
            boolean inFault = next < faults.length && step >= faults[next].from();
            sink.accept(
                    inFault
                            ? LabelledReading.of(reading, truth(faults[next], step), faults[next].kind())
                            : LabelledReading.ordinary(reading));
        }
    }

    private static int end(Fault fault) {
        return Math.max(fault.to(), fault.from() + SHORTEST);
    }

    private static Truth truth(Fault fault, int step) {
        int age = step - fault.from();
        boolean counts = age < SHORTEST || (age < LONGEST && age % 2 == 0);
        return counts ? Truth.FAULTY : Truth.LINGERING;
    }
}
