// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.latency;

import dev.sluice.cli.bench.Samples;
import dev.sluice.cli.bench.plumbing.LatencyFigures;
import dev.sluice.cli.bench.plumbing.LoadFigures;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What the loads of one variant measured.
 *
 * @param confident times of the decisions of the first pass: medians of the rounds
 * @param escalated times of the decisions on escalated events: medians of the rounds
 * @param keptUp whether each event of each round had its decision soon after the last was sent
 * @param fallbacks escalated events of all rounds that the first pass decided after all
 * @param rounds the rounds
 */
public record VariantLatency(
        @JsonProperty("confident") LatencyFigures confident,
        @JsonProperty("escalated") LatencyFigures escalated,
        @JsonProperty("kept_up") boolean keptUp,
        @JsonProperty("fallbacks") long fallbacks,
        @JsonProperty("rounds") List<LoadFigures> rounds) {

    /** Copies the list. */
    public VariantLatency {
        rounds = List.copyOf(rounds);
    }

    /** Sums up the loads of a variant, in the order of the rounds. */
    static VariantLatency of(List<LoadFigures> rounds) {
        return new VariantLatency(
                medians(rounds, LoadFigures::confident),
                medians(rounds, LoadFigures::escalated),
                rounds.stream().allMatch(LoadFigures::keptUp),
                rounds.stream().mapToLong(LoadFigures::fallbacks).sum(),
                rounds);
    }

    private static LatencyFigures medians(
            List<LoadFigures> rounds, Function<LoadFigures, LatencyFigures> kind) {
        List<LatencyFigures> figures = rounds.stream().map(kind).toList();
        return new LatencyFigures(
                figures.stream().mapToLong(LatencyFigures::decisions).sum(),
                median(figures, LatencyFigures::p50),
                median(figures, LatencyFigures::p99),
                median(figures, LatencyFigures::p999),
                median(figures, LatencyFigures::max));
    }

    private static double median(
            List<LatencyFigures> figures, ToDoubleFunction<LatencyFigures> percentile) {
        return Samples.median(figures.stream().mapToDouble(percentile).toArray());
    }
}
