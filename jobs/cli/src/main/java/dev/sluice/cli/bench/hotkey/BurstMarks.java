// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.hotkey;

import dev.sluice.cli.bench.memory.ProcessMemory;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;

import org.apache.flink.api.common.accumulators.ListAccumulator;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;

import java.io.IOException;

/**
 * Marks the time of the first and of the last event of the second, and the heap before, after it
 * and at the end. Chained to the features; lets nothing through.
 */
final class BurstMarks extends RichFilterFunction<Flow<FeaturizedEvent>> {

    /** Accumulator of times, nanoseconds. */
    static final String TIMES = "times";

    /** Accumulator of heaps, megabytes. */
    static final String HEAP = "heap";

    /** Accumulator of events. */
    static final String EVENTS = "events";

    private static final long serialVersionUID = 1L;

    private final int burst;
    private final long total;
    private final ListAccumulator<Long> times = new ListAccumulator<>();
    private final ListAccumulator<Double> heap = new ListAccumulator<>();
    private final LongCounter counted = new LongCounter();

    private transient long events;

    BurstMarks(HotKeyLoad load) {
        this.burst = load.burst();
        this.total = load.total();
    }

    @Override
    public void open(OpenContext context) {
        getRuntimeContext().addAccumulator(TIMES, times);
        getRuntimeContext().addAccumulator(HEAP, heap);
        getRuntimeContext().addAccumulator(EVENTS, counted);
    }

    @Override
    public boolean filter(Flow<FeaturizedEvent> flow) throws IOException {
        if (events == 0) {
            heap.add(ProcessMemory.now().heapMb());
            times.add(System.nanoTime());
        }
        events++;
        counted.add(1);
        if (events == burst) {
            times.add(System.nanoTime());
            heap.add(ProcessMemory.now().heapMb());
        }
        if (events == total) {
            heap.add(ProcessMemory.now().heapMb());
        }
        return false;
    }
}
