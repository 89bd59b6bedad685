// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors.simulation;

import dev.sluice.sensors.Reading;

import java.util.Arrays;
import java.util.List;

/**
 * What a sensor said, channel by channel, to put faults into.
 *
 * @param readings its readings, as they were, all with the same channels
 * @param channels values of each channel, one a reading, to be changed in place; missing ones are
 *     the last before them
 */
record RecordedSensor(List<Reading> readings, double[][] channels) {

    private static final long DAY_MS = 86_400_000;

    /** Whether all readings have as many channels. */
    static boolean isSteady(List<Reading> readings) {
        int width = readings.get(0).channels().length;
        return readings.stream().allMatch(reading -> reading.channels().length == width);
    }

    static RecordedSensor of(List<Reading> readings) {
        double[][] channels = new double[readings.get(0).channels().length][];
        Arrays.setAll(channels, channel -> filled(readings, channel));
        return new RecordedSensor(readings, channels);
    }

    /** A reading with the values of the channels now, where it had any. */
    Reading reading(int step) {
        Reading reading = readings.get(step);
        double[] values = reading.values().clone();
        for (int i = 0; i < values.length; i++) {
            if (Double.isFinite(values[i])) {
                values[i] = channels[i][step];
            }
        }
        return new Reading(
                reading.sensorId(),
                reading.eventTimeMs(),
                reading.channels(),
                values,
                reading.units());
    }

    /** Readings of a day, by the middle one of the gaps. */
    int day() {
        long[] gaps = new long[Math.max(1, readings.size() - 1)];
        for (int i = 1; i < readings.size(); i++) {
            gaps[i - 1] = readings.get(i).eventTimeMs() - readings.get(i - 1).eventTimeMs();
        }
        Arrays.sort(gaps);
        return (int) Math.max(1, Math.min(DAY_MS, DAY_MS / Math.max(1, gaps[gaps.length / 2])));
    }

    private static double[] filled(List<Reading> readings, int channel) {
        double[] values = new double[readings.size()];
        double last = 0;
        for (int i = 0; i < values.length; i++) {
            double value = readings.get(i).values()[channel];
            last = Double.isFinite(value) ? value : last;
            values[i] = last;
        }
        return values;
    }
}
