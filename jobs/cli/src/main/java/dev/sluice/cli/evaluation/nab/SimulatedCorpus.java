// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.nab;

import dev.sluice.decisioning.metric.NabProfile;
import dev.sluice.decisioning.metric.NabSeries;
import dev.sluice.sensors.LabelledReading;
import dev.sluice.sensors.Truth;
import dev.sluice.sensors.simulation.SensorSimulator;
import dev.sluice.sensors.simulation.SimulatorConfig;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A corpus like the benchmark's, of sensors that do not exist: what parameters are chosen on, since
 * the benchmark's labels are for its score alone.
 *
 * <p>As there, the windows of a series take up a tenth of it, and a fault begins in the middle of
 * its window.
 */
public final class SimulatedCorpus {

    private static final int SENSORS = 120;
    private static final int DAYS = 20;
    private static final double FAULTS = 2;
    private static final LocalDate START = LocalDate.of(2020, 1, 1);
    private static final double WINDOWS_SHARE = 0.1;
    private static final int NARROWEST = 5;

    private SimulatedCorpus() {}

    /** A corpus; equal seeds give equal ones, and none gives the sensors of a training. */
    public static NabCorpus of(long seed) {
        SensorSimulator simulator =
                new SensorSimulator(new SimulatorConfig(SENSORS, 1, START, DAYS, FAULTS, ~seed));
        List<NabFile> files = new ArrayList<>();
        for (int part = 0; part < simulator.parts(); part++) {
            List<LabelledReading> readings = new ArrayList<>();
            simulator.read(part, readings::add);
            readings.removeIf(labelled -> Double.isNaN(labelled.reading().values()[0]));
            files.add(file("simulated-" + part, readings));
        }
        return new NabCorpus(
                files,
                new NabProfile("standard", 1, 1, 0.11),
                new NabProfile("reward_low_FP_rate", 1, 1, 0.22),
                new NabProfile("reward_low_FN_rate", 1, 2, 0.11));
    }

    private static NabFile file(String name, List<LabelledReading> readings) {
        return new NabFile(
                name,
                readings.stream().mapToLong(labelled -> labelled.reading().eventTimeMs()).toArray(),
                readings.stream().mapToDouble(labelled -> labelled.reading().values()[0]).toArray(),
                new NabSeries(readings.size(), windows(readings)));
    }

    private static List<NabSeries.Window> windows(List<LabelledReading> readings) {
        List<Integer> onsets = new ArrayList<>();
        for (int row = 1; row < readings.size(); row++) {
            if (readings.get(row).truth() == Truth.FAULTY
                    && readings.get(row - 1).truth() == Truth.ORDINARY) {
                onsets.add(row);
            }
        }
        List<NabSeries.Window> windows = new ArrayList<>();
        if (onsets.isEmpty()) {
            return windows;
        }
        int half = Math.max(NARROWEST, (int) (WINDOWS_SHARE * readings.size() / onsets.size() / 2));
        int free = 0;
        for (int onset : onsets) {
            int first = Math.max(free, onset - half);
            int last = Math.min(readings.size() - 1, onset + half);
            if (first <= onset) {
                windows.add(new NabSeries.Window(first, last));
                free = last + 1;
            }
        }
        return windows;
    }
}
