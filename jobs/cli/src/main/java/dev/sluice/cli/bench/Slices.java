// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench;

import java.util.Arrays;

/**
 * How far a run was at the ends of slices of time; its first quarter does not count.
 *
 * @param nanos time of each mark, the first one at the start
 * @param counts events that were done by then
 * @param cpuNanos processor time that was used by then, by a thread or by a process
 */
public record Slices(long[] nanos, long[] counts, long[] cpuNanos) {

    private static final double DROPPED = 0.25;

    /** Marks of one run; for one thread only. */
    public static final class Marks {

        private long[] nanos = new long[1024];
        private long[] counts = new long[1024];
        private long[] cpuNanos = new long[1024];
        private int size;

        /** Notes how far the run is. */
        public void add(long atNanos, long count, long cpu) {
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

        /** What was noted so far. */
        public Slices slices() {
            return new Slices(
                    Arrays.copyOf(nanos, size),
                    Arrays.copyOf(counts, size),
                    Arrays.copyOf(cpuNanos, size));
        }
    }

    /** Number of slices that count. */
    public int counted() {
        return size() - dropped();
    }

    /** Median over the slices of the events a second. */
    public double rate() {
        return Samples.median(rates(nanos));
    }

    /** Median over the slices of the processor time for one event. */
    public double cpuMicros() {
        return 1e6 / Samples.median(rates(cpuNanos));
    }

    /**
     * Events a second from the first mark after a quarter of the events to the last mark: pauses
     * and the time that the last events take are in it.
     */
    public double overallRate() {
        return span(counts) * 1e9 / Math.max(1, span(nanos));
    }

    /** Processor time for one event over the same time, microseconds. */
    public double overallCpuMicros() {
        return span(cpuNanos) / 1e3 / Math.max(1, span(counts));
    }

    private long span(long[] values) {
        return size() < 1 ? 0 : values[values.length - 1] - values[warm()];
    }

    /** The first mark after a quarter of the events that leaves something to measure. */
    private int warm() {
        long quarter = (long) (counts[counts.length - 1] * DROPPED);
        int mark = 0;
        while (counts[mark] < quarter) {
            mark++;
        }
        return Math.min(mark, counts.length - 2);
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
