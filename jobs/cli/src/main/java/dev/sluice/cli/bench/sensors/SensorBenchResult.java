// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.sensors;

import dev.sluice.cli.bench.MachineFacts;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a reading costs as the past of its sensor grows.
 *
 * @param machine what it was measured on
 * @param load how much was read
 * @param cpuMicros processor time of the thread of the features for one reading, microseconds, by
 *     tenths of the run
 * @param ratio that of the last tenth over that of the first
 * @param flat whether the ratio is at most {@link #TOLERANCE}
 * @param stateBytesPerSensor heap that is in use after the run and was not before, by sensor
 */
public record SensorBenchResult(
        @JsonProperty("machine") MachineFacts machine,
        @JsonProperty("load") SensorLoad load,
        @JsonProperty("cpu_us") double[] cpuMicros,
        @JsonProperty("ratio") double ratio,
        @JsonProperty("flat") boolean flat,
        @JsonProperty("state_bytes_per_sensor") double stateBytesPerSensor) {

    /** The last tenth may cost so many times the first one. */
    static final double TOLERANCE = 1.15;

    private static final double MB = 1 << 20;

    /**
     * The result of marks.
     *
     * @param cpuNanos processor time at the beginning and after each tenth
     * @param heapMb heap before the first and after the last reading
     */
    static SensorBenchResult of(
            MachineFacts machine, SensorLoad load, List<Long> cpuNanos, List<Double> heapMb) {
        double[] micros = new double[cpuNanos.size() - 1];
        double readings = (double) load.total() / SensorLoad.TENTHS;
        Arrays.setAll(micros, i -> (cpuNanos.get(i + 1) - cpuNanos.get(i)) / 1e3 / readings);
        double ratio = micros[micros.length - 1] / micros[0];
        return new SensorBenchResult(
                machine,
                load,
                micros,
                ratio,
                ratio <= TOLERANCE,
                (heapMb.get(1) - heapMb.get(0)) * MB / load.sensors());
    }

    /** The figures as a table. */
    public String table() {
        StringBuilder table = new StringBuilder();
        line(table, "%s", machine);
        line(
                table,
                "%,d sensors of %d channels, %,d readings each%n",
                load.sensors(),
                load.channels(),
                load.readings());
        for (int i = 0; i < cpuMicros.length; i++) {
            line(table, "  tenth %2d  %8.2f CPU us a reading", i + 1, cpuMicros[i]);
        }
        line(
                table,
                "%nlast tenth / first tenth %.3f: %s (flat: at most %.2f)",
                ratio,
                flat ? "flat" : "NOT FLAT",
                TOLERANCE);
        line(table, "%,.0f bytes of heap a sensor", stateBytesPerSensor);
        return table.toString();
    }

    private static void line(StringBuilder table, String format, Object... values) {
        table.append(String.format(Locale.ROOT, format + "%n", values));
    }
}
