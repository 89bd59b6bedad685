// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.throughput;

import dev.sluice.cli.bench.Samples;
import dev.sluice.cli.bench.plumbing.RunFigures;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What the runs of one variant measured.
 *
 * @param eps events a second from a quarter of the events to the last decision: median of the
 *     rounds
 * @param cpuMicros processor time of the process for one event over the same time: median
 * @param epsRounds events a second of each round
 * @param cpuRounds processor time of each round
 * @param epsOfSlices median over slices of time, in which pauses and the end do not show: median of
 *     the rounds
 * @param events events of one run
 * @param decisions decisions of all runs
 * @param deepShare share of the events that deep decided
 * @param meanPasses passes of a decision of deep
 * @param allocatedBytes bytes that the process allocated on the heap for an event: median
 * @param stateMb files of the state backend at the end of a run, MiB: median; 0 on the heap
 * @param heapMb heap in use at the end of a run, after collections, MiB: median
 * @param reconciled whether each event of each run was decided once
 */
public record VariantFigures(
        @JsonProperty("eps") double eps,
        @JsonProperty("cpu_us_per_event") double cpuMicros,
        @JsonProperty("eps_rounds") double[] epsRounds,
        @JsonProperty("cpu_us_per_event_rounds") double[] cpuRounds,
        @JsonProperty("eps_of_slices") double epsOfSlices,
        @JsonProperty("events_a_run") long events,
        @JsonProperty("decisions") long decisions,
        @JsonProperty("deep_share") double deepShare,
        @JsonProperty("mean_passes") double meanPasses,
        @JsonProperty("allocated_bytes_per_event") double allocatedBytes,
        @JsonProperty("state_on_disk_mb") double stateMb,
        @JsonProperty("heap_in_use_mb") double heapMb,
        @JsonProperty("reconciled") boolean reconciled) {

    private static final double MB = 1 << 20;

    /** Sums up the runs of a variant, in the order of the rounds. */
    public static VariantFigures of(List<RunFigures> runs) {
        double[] eps = rounds(runs, run -> run.slices().overallRate());
        double[] cpu = rounds(runs, run -> run.slices().overallCpuMicros());
        return new VariantFigures(
                Samples.median(eps),
                Samples.median(cpu),
                eps,
                cpu,
                Samples.median(rounds(runs, run -> run.slices().rate())),
                runs.get(0).events(),
                runs.stream().mapToLong(RunFigures::decisions).sum(),
                runs.stream().mapToLong(run -> run.tally().deep()).sum()
                        / (double) runs.stream().mapToLong(RunFigures::events).sum(),
                Samples.median(rounds(runs, run -> run.tally().meanPasses())),
                Samples.median(rounds(runs, run -> run.footprint().allocatedPerEvent())),
                Samples.median(rounds(runs, run -> run.footprint().stateBytesOnDisk() / MB)),
                Samples.median(rounds(runs, run -> run.footprint().heapMb())),
                runs.stream().allMatch(RunFigures::reconciled));
    }

    private static double[] rounds(List<RunFigures> runs, ToDoubleFunction<RunFigures> figure) {
        return runs.stream().mapToDouble(figure).toArray();
    }
}
