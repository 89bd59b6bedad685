// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.isolation;

import dev.sluice.cli.bench.Samples;

import java.util.Arrays;

/**
 * How far a task was at the ends of equal slices of time; its first quarter does not count.
 *
 * @param nanos time of each mark, the first one at the start
 * @param counts events judged by then
 * @param cpuNanos processor time that the thread of the task had used by then
 */
record Slices(long[] nanos, long[] counts, long[] cpuNanos) {

    private static final double DROPPED = 0.25;

    /** Marks of one run; for the thread of the task only. */
    static final class Marks {

        private long[] nanos = new long[1024];
        private long[] counts = new long[1024];
        private long[] cpuNanos = new long[1024];
        private int size;

        void add(long atNanos, long count, long cpu) {
            if (size == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * size);
                counts = Arrays.copyOf(counts, 2 * size);
                cpuNanos = Arrays.copyOf(cpuNanos, 2 * size);
            }
            nanos[size] = atNanos;
            counts[size] = count;
            cpuNanos[size] = cpu;
            size++;
        }

        Slices slices() {
            return new Slices(
                    Arrays.copyOf(nanos, size),
                    Arrays.copyOf(counts, size),
                    Arrays.copyOf(cpuNanos, size));
        }
    }

    /** Number of slices that count. */
    int counted() {
        return size() - dropped();
    }

    /** Median over the slices of the events a second. */
    double rate() {
        return Samples.median(rates(nanos));
    }

    /** Median over the slices of the processor time of the task's thread for one event. */
    double cpuMicros() {
        return 1e6 / Samples.median(rates(cpuNanos));
    }

    private int size() {
        return Math.max(0, nanos.length - 1);
    }

    private int dropped() {
        return (int) (size() * DROPPED);
    }

    private double[] rates(long[] clock) {
        double[] rates = new double[counted()];
        for (int i = 0; i < rates.length; i++) {
            int at = dropped() + i;
            // a clock of processor time may stand still in a very short slice
            rates[i] = (counts[at + 1] - counts[at]) * 1e9 / Math.max(1, clock[at + 1] - clock[at]);
        }
        return rates;
    }
}
