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
 * What the runs of one variant measured; ratios are those of the same round, so that what else the
 * machine does weighs on both sides.
 *
 * @param rate events a second that the first pass and the gate have judged: median of the rounds
 * @param rateRatio that rate over the one without escalation: median of the rounds
 * @param rateRatios the ratio of each round
 * @param cpuRateRatio the same by processor time of the task's thread: what an event costs it
 * @param events events of all rounds
 * @param decisions decisions of all rounds
 * @param lost events without a decision
 * @param twice events with more than one
 * @param escalatedShare share of the events that was escalated
 * @param deep escalated events that deep decided
 * @param fallbacks escalated events that the first pass decided after all, by reason
 * @param overrun how late the decisions on all escalated events were
 * @param expiredOverrun how late those were whose deadline passed
 */
public record VariantResult(
        @JsonProperty("first_pass_rate") double rate,
        @JsonProperty("first_pass_rate_ratio") double rateRatio,
        @JsonProperty("first_pass_rate_ratios") double[] rateRatios,
        @JsonProperty("first_pass_cpu_rate_ratio") double cpuRateRatio,
        @JsonProperty("events") long events,
        @JsonProperty("decisions") long decisions,
        @JsonProperty("lost") long lost,
        @JsonProperty("twice") long twice,
        @JsonProperty("escalated_share") double escalatedShare,
        @JsonProperty("deep") long deep,
        @JsonProperty("fallbacks") Map<DecisionReason, Long> fallbacks,
        @JsonProperty("deadline_overrun") Overruns overrun,
        @JsonProperty("deadline_overrun_of_expired") Overruns expiredOverrun) {

    /** Compares the runs of a variant with those of the baseline in the same rounds. */
    static VariantResult of(List<RunResult> runs, List<RunResult> baseline) {
        int rounds = runs.size();
        double[] rates = new double[rounds];
        double[] ratios = new double[rounds];
        double[] cpuRatios = new double[rounds];
        RunCounts counts = RunCounts.NONE;
        for (int round = 0; round < rounds; round++) {
            Slices slices = runs.get(round).slices();
            Slices base = baseline.get(round).slices();
            rates[round] = slices.rate();
            ratios[round] = slices.rate() / base.rate();
            cpuRatios[round] = slices.cpuRate() / base.cpuRate();
            counts = counts.plus(runs.get(round).counts());
        }
        long deadlineNanos = runs.get(0).deadlineNanos();
        return new VariantResult(
                Samples.median(rates),
                Samples.median(ratios),
                ratios,
                Samples.median(cpuRatios),
                counts.events(),
                counts.firstPass() + counts.escalated(),
                counts.lost(),
                counts.twice(),
                (double) counts.escalated() / counts.events(),
                counts.deep(),
                counts.fallbacks(),
                Overruns.of(all(runs.stream().map(RunResult::times).toList()), deadlineNanos),
                Overruns.of(
                        all(runs.stream().map(RunResult::expiredTimes).toList()), deadlineNanos));
    }

    private static long[] all(List<long[]> parts) {
        return parts.stream().flatMapToLong(Arrays::stream).toArray();
    }
}
