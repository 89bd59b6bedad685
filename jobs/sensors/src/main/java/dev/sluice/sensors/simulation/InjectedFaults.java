// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors.simulation;

import dev.sluice.sensors.LabelledReading;
import dev.sluice.sensors.Reading;
import dev.sluice.sensors.ReadingSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Recorded readings with faults put into them: what models learn from where nobody ever said what
 * was wrong.
 *
 * <p>Labels of the recording are not looked at: what it says counts as ordinary, as most of it is.
 * Equal recordings and seeds give equal faults. While a part is read, its readings are in memory.
 */
public final class InjectedFaults implements ReadingSource {

    private static final long serialVersionUID = 1L;

    /** One fault in so many readings. */
    private static final double RARITY = 800;

    private final ReadingSource recorded;
    private final long seed;

    /** A recording and the seed of its faults. */
    public InjectedFaults(ReadingSource recorded, long seed) {
        this.recorded = recorded;
        this.seed = seed;
    }

    @Override
    public int parts() {
        return recorded.parts();
    }

    @Override
    public void read(int part, Consumer<LabelledReading> sink) throws IOException {
        Map<String, List<Reading>> sensors = new LinkedHashMap<>();
        recorded.read(
                part,
                labelled -> {
                    Reading reading = labelled.reading();
                    sensors.computeIfAbsent(reading.sensorId(), id -> new ArrayList<>())
                            .add(reading);
                });
        List<LabelledReading> all = new ArrayList<>();
        for (Map.Entry<String, List<Reading>> sensor : sensors.entrySet()) {
            all.addAll(broken(sensor.getValue(), new Chance(seed, sensor.getKey().hashCode())));
        }
        all.sort(
                Comparator.<LabelledReading>comparingLong(one -> one.reading().eventTimeMs())
                        .thenComparing(one -> one.reading().sensorId()));
        all.forEach(sink);
    }

    private static List<LabelledReading> broken(List<Reading> readings, Chance chance) {
        if (!RecordedSensor.isSteady(readings)) {
            // its channels come and go: nothing says what belongs together
            return readings.stream().map(LabelledReading::ordinary).toList();
        }
        RecordedSensor sensor = RecordedSensor.of(readings);
        List<Fault> faults =
                new Breakdowns(chance, sensor.channels(), sensor.day())
                        .number(readings.size() / RARITY);
        List<LabelledReading> broken = new ArrayList<>();
        int next = 0;
        for (int step = 0; step < readings.size(); step++) {
            while (next < faults.size() && faults.get(next).end() <= step) {
                next++;
            }
            Reading reading = sensor.reading(step);
            broken.add(
                    next < faults.size() && faults.get(next).covers(step)
                            ? faults.get(next).label(reading, step)
                            : LabelledReading.ordinary(reading));
        }
        return broken;
    }
}
