// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import dev.sluice.decisioning.metric.FaultSpan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The faults that a history tells of: readings of a sensor in a row with the same one, and the time
 * before a reading that ends a silence.
 */
public final class KnownFaults {

    /** Name of a fault of which nobody says what it is. */
    public static final String UNKNOWN = "unknown";

    private final Map<String, Sensor> sensors = new HashMap<>();

    private KnownFaults() {}

    /**
     * The faults of each sensor, in order of time; of one without any an empty list.
     *
     * @throws IOException if the history cannot be read
     */
    public static Map<String, List<FaultSpan>> of(ReadingSource source) throws IOException {
        KnownFaults faults = new KnownFaults();
        for (int part = 0; part < source.parts(); part++) {
            source.read(part, faults::add);
        }
        Map<String, List<FaultSpan>> spans = new HashMap<>();
        faults.sensors.forEach((id, sensor) -> spans.put(id, sensor.end()));
        return spans;
    }

    private void add(LabelledReading labelled) {
        sensors.computeIfAbsent(labelled.reading().sensorId(), id -> new Sensor()).add(labelled);
    }

    /** One sensor, reading by reading. */
    private static final class Sensor {

        private static final String NONE = "";

        private final List<FaultSpan> spans = new ArrayList<>();
        private String current = NONE;
        private long fromMs;
        private long lastMs = Long.MIN_VALUE;

        void add(LabelledReading labelled) {
            long time = labelled.reading().eventTimeMs();
            boolean endsSilence = labelled.fault().filter(KnownFault.SILENCE::equals).isPresent();
            if (endsSilence && lastMs != Long.MIN_VALUE && time > lastMs) {
                spans.add(new FaultSpan(KnownFault.SILENCE.key(), lastMs + 1, time));
            }
            String fault = name(labelled);
            if (!fault.equals(current)) {
                close();
                current = fault;
                fromMs = time;
            }
            lastMs = Math.max(lastMs, time);
        }

        List<FaultSpan> end() {
            close();
            return spans;
        }

        private void close() {
            if (!current.equals(NONE)) {
                spans.add(new FaultSpan(current, fromMs, Math.max(fromMs, lastMs)));
            }
        }

        private static String name(LabelledReading labelled) {
            String unnamed = labelled.isAnomalous() ? UNKNOWN : NONE;
            return labelled.fault()
                    .map(fault -> fault == KnownFault.SILENCE ? NONE : fault.key())
                    .orElse(unnamed);
        }
    }
}
