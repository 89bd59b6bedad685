// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.size;

import dev.sluice.cli.bench.plumbing.StateBackend;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How large a job has to be. Memory is of all TaskManagers together, MiB.
 *
 * @param slots task slots of features, first pass and gate, a processor each
 * @param deepSlots task slots of deep, a processor each; with GPUs, one for each
 * @param gpus GPUs
 * @param heapMb task heap
 * @param managedMb managed memory: what RocksDB caches and buffers; 0 with state on the heap
 * @param nativeMb task off-heap memory and overhead of the JVM
 * @param stateMb state of all keys, where the backend keeps it
 * @param eventsRemembered events in the windows of a key, on the average
 * @param checkpointMb what a checkpoint writes
 * @param kafkaMbPerSecond events in and decisions out
 * @param costPerMillion money for a million events at the peak
 */
public record JobSize(
        @JsonProperty("slots") int slots,
        @JsonProperty("deep_slots") int deepSlots,
        @JsonProperty("gpus") int gpus,
        @JsonProperty("heap_mb") double heapMb,
        @JsonProperty("managed_mb") double managedMb,
        @JsonProperty("native_mb") double nativeMb,
        @JsonProperty("state_mb") double stateMb,
        @JsonProperty("events_remembered_per_key") double eventsRemembered,
        @JsonProperty("checkpoint_mb") double checkpointMb,
        @JsonProperty("kafka_mb_per_second") double kafkaMbPerSecond,
        @JsonProperty("cost_per_million_events") double costPerMillion) {

    /** How long an event stays in the longest windows, those of terminals. */
    static final double REMEMBERED_SECONDS = 37 * 86_400;

    /** Heap for each byte in use: room for the collector, and for copies while a snapshot runs. */
    static final double HEAP_ROOM = 2;

    /** Part of the state on the disk that is to be in memory. */
    static final double CACHED_PART = 0.1;

    static final double LEAST_MANAGED_MB = 256;

    private static final double MB = 1 << 20;
    private static final double MICROS = 1e6;

    /**
     * The size for a load.
     *
     * @throws IllegalArgumentException if deep is to run on GPUs and nobody measured one
     */
    public static JobSize of(Workload load, UnitCosts costs, Prices prices) {
        boolean onDisk = load.backend() == StateBackend.ROCKSDB;
        double fast =
                load.eventsPerSecond() * costs.fastMicros() * (onDisk ? costs.rocksDbFactor() : 1);
        int slots = units(fast / MICROS, load, 1);
        double looks = load.eventsPerSecond() * load.escalatedShare();
        int gpus = load.device() == Workload.Device.GPU ? gpus(load, costs, looks) : 0;
        int deepSlots =
                load.device() == Workload.Device.GPU
                        ? gpus
                        : units(
                                looks
                                        * costs.deepMicros()
                                        * load.passes()
                                        / costs.passes()
                                        / MICROS,
                                load,
                                0);
        double remembered = load.meanEventsPerSecond() * REMEMBERED_SECONDS / load.keys();
        double onDiskBytes = costs.diskBytesPerKey() + costs.diskBytesPerEvent() * remembered;
        double bytes =
                onDisk
                        ? onDiskBytes
                        : costs.heapBytesPerKey() + costs.heapBytesPerEvent() * remembered;
        double stateMb = load.keys() * bytes / MB;
        double processes = slots + deepSlots;
        double touched =
                onDisk
                        ? Math.min(
                                load.keys(),
                                load.eventsPerSecond() * load.checkpointInterval().toMillis() / 1e3)
                        : load.keys();
        double cores = gpus > 0 ? slots : slots + deepSlots;
        return new JobSize(
                slots,
                deepSlots,
                gpus,
                HEAP_ROOM * (processes * costs.baseHeapMb() + (onDisk ? 0 : stateMb)),
                onDisk ? Math.max(slots * LEAST_MANAGED_MB, CACHED_PART * stateMb) : 0,
                processes * costs.nativeMb(),
                stateMb,
                remembered,
                touched * onDiskBytes / MB,
                load.eventsPerSecond() * (load.eventBytes() + costs.decisionBytes()) / MB,
                (cores * prices.coreHour() + gpus * prices.gpuHour())
                        / 3600
                        / load.eventsPerSecond()
                        * 1e6);
    }

    private static int gpus(Workload load, UnitCosts costs, double looks) {
        if (looks == 0) {
            return 0;
        }
        if (!(costs.gpuPassesPerSecond() > 0)) {
            throw new IllegalArgumentException(
                    "device is gpu but gpu_passes_per_second is "
                            + costs.gpuPassesPerSecond()
                            + "; expected passes a second of one GPU, as 'sluice bench deep'"
                            + " measures on it. Give it, or size for the cpu");
        }
        return units(looks * load.passes() / costs.gpuPassesPerSecond(), load, 0);
    }

    /** So many whole ones, none busier than it may be. */
    private static int units(double busy, Workload load, int least) {
        return Math.max(least, (int) Math.min(1e9, Math.ceil(busy / load.utilisation() - 1e-9)));
    }
}
