// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.size;

import dev.sluice.cli.bench.plumbing.StateBackend;

import java.time.Duration;

/**
 * What a job has to carry.
 *
 * @param eventsPerSecond events a second, at the peak
 * @param meanEventsPerSecond events a second over a month, which is what windows remember
 * @param keys customers, with as many terminals
 * @param escalatedShare share of the events that get a deep look, 0 to 1
 * @param passes passes of a deep look
 * @param eventBytes bytes of an event on its topic
 * @param checkpointInterval time between two checkpoints
 * @param backend where the state of keys is kept
 * @param device what deep runs on
 * @param utilisation share of a processor, and of a GPU, that may be busy at the peak, above 0 to 1
 */
public record Workload(
        double eventsPerSecond,
        double meanEventsPerSecond,
        long keys,
        double escalatedShare,
        double passes,
        double eventBytes,
        Duration checkpointInterval,
        StateBackend backend,
        Device device,
        double utilisation) {

    /** What deep runs on. */
    public enum Device {
        /** Processors, beside the first pass. */
        CPU,
        /** GPUs. */
        GPU
    }

    /** Refuses what is no load. */
    public Workload {
        require("events a second", eventsPerSecond, 0.001, 1e9);
        require("mean events a second", meanEventsPerSecond, 0, eventsPerSecond);
        require("keys", keys, 1, 1e12);
        require("escalated share", escalatedShare, 0, 1);
        require("passes", passes, 1, 1e6);
        require("bytes of an event", eventBytes, 1, 1e7);
        require("checkpoint interval in seconds", checkpointInterval.toMillis() / 1e3, 0.001, 1e6);
        require("utilisation", utilisation, 0.01, 1);
    }

    private static void require(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    name + " is " + value + "; expected " + least + " to " + most);
        }
    }
}
