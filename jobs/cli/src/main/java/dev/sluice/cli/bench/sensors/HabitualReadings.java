// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.sensors;

import dev.sluice.sensors.Reading;

import org.apache.flink.api.common.functions.MapFunction;

import java.util.Arrays;

/** Readings by their number: each sensor in turn, a habit with noise, a reading in five minutes. */
final class HabitualReadings implements MapFunction<Long, Reading> {

    private static final long serialVersionUID = 1L;

    private static final long START_MS = 1_577_836_800_000L;
    private static final long STEP_MS = 300_000;
    private static final int DAY = 288;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1p-53;

    private final SensorLoad load;
    private final String[] channels;
    private final String[] units;

    HabitualReadings(SensorLoad load) {
        this.load = load;
        this.channels = new String[load.channels()];
        this.units = new String[load.channels()];
        Arrays.setAll(channels, i -> "v" + (i + 1));
        Arrays.fill(units, "");
    }

    @Override
    public Reading map(Long number) {
        long sensor = number % load.sensors();
        long step = number / load.sensors();
        double[] values = new double[channels.length];
        double habit = Math.sin(2 * Math.PI * (step + sensor) / DAY);
        for (int i = 0; i < values.length; i++) {
            values[i] = 20 + 5 * habit + noise(number * values.length + i);
        }
        return new Reading(
                "sensor-" + sensor,
                // all sensors within a step, so that time never goes back
                START_MS + step * STEP_MS + sensor * STEP_MS / load.sensors(),
                channels,
                values,
                units);
    }

    /** The sum of two uniform numbers that follow from a whole one, around 0. */
    private static double noise(long number) {
        long bits = (number + 1) * GOLDEN;
        bits = (bits ^ (bits >>> 32)) * GOLDEN;
        long more = (bits ^ (bits >>> 29)) * GOLDEN;
        return ((bits >>> 11) + (more >>> 11)) * UNIT - 1;
    }
}
