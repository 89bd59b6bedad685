// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.sensors;

import dev.sluice.cli.bench.memory.ProcessMemory;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;

import org.apache.flink.api.common.accumulators.ListAccumulator;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Marks how much processor time the thread of the features has taken, at the beginning and after
 * each tenth of the events, and the heap before the first and after the last one. Chained to the
 * features; lets nothing through.
 */
final class TenthMarks extends RichFilterFunction<Flow<FeaturizedEvent>> {

    /** Accumulator of processor times, nanoseconds. */
    static final String CPU = "cpu";

    /** Accumulator of heaps, megabytes. */
    static final String HEAP = "heap";

    private static final long serialVersionUID = 1L;

    private final SensorLoad load;
    private final ListAccumulator<Long> cpu = new ListAccumulator<>();
    private final ListAccumulator<Double> heap = new ListAccumulator<>();

    private transient ThreadMXBean threads;
    private transient long events;
    private transient int tenths;

    TenthMarks(SensorLoad load) {
        this.load = load;
    }

    @Override
    public void open(OpenContext context) {
        getRuntimeContext().addAccumulator(CPU, cpu);
        getRuntimeContext().addAccumulator(HEAP, heap);
        threads = ManagementFactory.getThreadMXBean();
    }

    @Override
    public boolean filter(Flow<FeaturizedEvent> flow) throws IOException {
        if (events == 0) {
            heap.add(ProcessMemory.now().heapMb());
            cpu.add(threads.getCurrentThreadCpuTime());
        }
        events++;
        if (events == (tenths + 1) * load.total() / SensorLoad.TENTHS) {
            tenths++;
            cpu.add(threads.getCurrentThreadCpuTime());
        }
        if (events == load.total()) {
            heap.add(ProcessMemory.now().heapMb());
        }
        return false;
    }
}
