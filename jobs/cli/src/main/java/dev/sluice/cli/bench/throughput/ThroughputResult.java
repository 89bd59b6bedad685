// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.throughput;

import dev.sluice.cli.bench.MachineFacts;
import dev.sluice.cli.bench.plumbing.Variant;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the bench of throughput measured.
 *
 * @param ratios ratios of rates, and {@link Comparison#OVERHEAD}, by name
 * @param variants by name
 * @param deepLookMicros processor time of a deep look in a bare loop, NaN without a cascade
 * @param reconciled whether each event of each run was decided once
 * @param setup what was measured
 * @param machine what it was measured on
 */
public record ThroughputResult(
        @JsonProperty("ratios") Map<String, Double> ratios,
        @JsonProperty("variants") Map<String, VariantFigures> variants,
        @JsonProperty("deep_look_bare_loop_cpu_us") double deepLookMicros,
        @JsonProperty("reconciled") boolean reconciled,
        @JsonProperty("setup") Setup setup,
        @JsonProperty("machine") MachineFacts machine) {

    /**
     * What was measured.
     *
     * @param events events of a run of a fast variant; a slow one takes fewer, so that its run ends
     *     in about as long
     * @param rounds runs of a variant
     * @param parallelism subtasks of each stage, partitions of each topic
     * @param escalatedShare share of the events that the gate of the cascade escalates
     * @param cpu whose processor time is counted
     * @param settings settings that all variants share
     */
    public record Setup(
            @JsonProperty("events") int events,
            @JsonProperty("rounds") int rounds,
            @JsonProperty("parallelism") int parallelism,
            @JsonProperty("escalated_share") double escalatedShare,
            @JsonProperty("cpu") String cpu,
            @JsonProperty("settings") Map<String, String> settings) {}

    static ThroughputResult of(
            Map<Variant, VariantFigures> variants,
            double deepLookMicros,
            Setup setup,
            MachineFacts machine) {
        Map<String, VariantFigures> named = new LinkedHashMap<>();
        variants.forEach((variant, figures) -> named.put(variant.key(), figures));
        return new ThroughputResult(
                Ratios.of(variants, deepLookMicros),
                named,
                deepLookMicros,
                variants.values().stream().allMatch(VariantFigures::reconciled),
                setup,
                machine);
    }
}
