// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.deep;

import dev.sluice.cli.bench.EngineLoop;
import dev.sluice.cli.bench.Samples;
import dev.sluice.decisioning.deep.DeepConfig;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** What a deep look costs without engine, queue and job. */
public final class BareLoop {

    private static final int ROUNDS = 5;
    private static final long LONG_ENOUGH_NANOS = 300_000_000L;

    private BareLoop() {}

    /**
     * Processor time of the default strategy for one record, microseconds: median of a few rounds
     * of a loop that makes the same calls on the same rows, and keeps no account of anything. One
     * thread.
     */
    public static double cpuMicros(DeepWorkload workload) {
        DeepConfig config = DeepConfig.DEFAULT.withoutDeadline();
        int records = workload.escalations().size();
        RecordedCalls recorded = new RecordedCalls(workload.model());
        EngineLoop loop =
                new EngineLoop(recorded, workload.policy(), config, workload.escalations());
        // how batches are composed is settled once the engine is full
        loop.decide(records);
        recorded.calls().clear();
        long replayed = loop.decide(records);
        RawModel raw =
                new RawModel(
                        workload,
                        Math.min(config.maxBatchRows(), workload.model().manifest().maxRows()));
        cpuMicros(raw, recorded, replayed);
        double[] rounds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            rounds[round] = cpuMicros(raw, recorded, replayed);
        }
        return Samples.median(rounds);
    }

    private static double cpuMicros(RawModel raw, RecordedCalls recorded, long records) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begin = threads.getCurrentThreadCpuTime();
        long nanos = 0;
        long done = 0;
        while (nanos < LONG_ENOUGH_NANOS) {
            raw.replay(recorded.calls());
            done += records;
            nanos = threads.getCurrentThreadCpuTime() - begin;
        }
        return nanos / 1e3 / done;
    }
}
