// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.isolation;

import dev.sluice.cli.bench.Samples;
import dev.sluice.decisioning.event.DecisionReason;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What the runs of one variant measured; ratios are to the runs around each, so that what else the
 * machine does weighs on both sides.
 *
 * @param rate events a second that the first pass and the gate have judged: median of the rounds
 * @param rateRatio that rate over the mean of those without escalation before and after it: median
 *     of the rounds
 * @param rateRatios the ratio of each round
 * @param besideInstant that ratio over the one beside a deep model that keeps up
 * @param cpuMicros processor time that the thread of the first pass's task spends on an event;
 *     without that of threads of the engine's own, if it has any
 * @param events events of all rounds
 * @param decisions decisions of all rounds
 * @param lost events without a decision
 * @param twice events with more than one
 * @param escalatedShare share of the events that was escalated
 * @param deep escalated events that deep decided
 * @param fallbacks escalated events that the first pass decided after all, by reason
 * @param overrun how late the decisions on all escalated events were
 * @param expiredOverrun how late those were whose deadline passed
 * @param stallMaxMs longest stall of the process: nothing can be more punctual than this
 */
public record VariantResult(
        @JsonProperty("first_pass_rate") double rate,
        @JsonProperty("first_pass_rate_ratio") double rateRatio,
        @JsonProperty("first_pass_rate_ratios") double[] rateRatios,
        @JsonProperty("first_pass_rate_ratio_to_instant") double besideInstant,
        @JsonProperty("first_pass_cpu_us") double cpuMicros,
        @JsonProperty("events") long events,
        @JsonProperty("decisions") long decisions,
        @JsonProperty("lost") long lost,
        @JsonProperty("twice") long twice,
        @JsonProperty("escalated_share") double escalatedShare,
        @JsonProperty("deep") long deep,
        @JsonProperty("fallbacks") Map<DecisionReason, Long> fallbacks,
        @JsonProperty("deadline_overrun") Overruns overrun,
        @JsonProperty("deadline_overrun_of_expired") Overruns expiredOverrun,
        @JsonProperty("stall_max_ms") double stallMaxMs) {

    /**
     * Sums up the runs of a variant.
     *
     * @param bracketed each between two without escalation
     * @param instant those with a deep model that keeps up
     */
    static VariantResult of(List<BracketedRun> bracketed, List<BracketedRun> instant) {
        List<RunResult> runs = bracketed.stream().map(BracketedRun::run).toList();
        double[] ratios = ratios(bracketed);
        RunCounts counts =
                runs.stream().map(RunResult::counts).reduce(RunCounts.NONE, RunCounts::plus);
        long deadlineNanos = runs.get(0).deadlineNanos();
        return new VariantResult(
                Samples.median(runs.stream().mapToDouble(run -> run.slices().rate()).toArray()),
                Samples.median(ratios),
                ratios,
                Samples.median(ratios) / Samples.median(ratios(instant)),
                Samples.median(
                        runs.stream().mapToDouble(run -> run.slices().cpuMicros()).toArray()),
                counts.events(),
                counts.firstPass() + counts.escalated(),
                counts.lost(),
                counts.twice(),
                (double) counts.escalated() / counts.events(),
                counts.deep(),
                counts.fallbacks(),
                Overruns.of(all(runs.stream().map(RunResult::times).toList()), deadlineNanos),
                Overruns.of(
                        all(runs.stream().map(RunResult::expiredTimes).toList()), deadlineNanos),
                runs.stream().mapToDouble(RunResult::stallMaxMs).max().orElseThrow());
    }

    private static double[] ratios(List<BracketedRun> runs) {
        return runs.stream().mapToDouble(BracketedRun::rateRatio).toArray();
    }

    private static long[] all(List<long[]> parts) {
        return parts.stream().flatMapToLong(Arrays::stream).toArray();
    }
}
