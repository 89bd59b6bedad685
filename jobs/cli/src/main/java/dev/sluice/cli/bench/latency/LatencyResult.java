// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.latency;

import dev.sluice.cli.bench.MachineFacts;
import dev.sluice.cli.bench.Samples;
import dev.sluice.cli.bench.plumbing.Variant;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the bench of latency measured.
 *
 * @param ratios p99 of confident decisions over that of the pass-through in the same round, and p99
 *     of escalated decisions over the deadline, by name
 * @param variants by name
 * @param setup what was measured
 * @param machine what it was measured on
 */
public record LatencyResult(
        @JsonProperty("ratios") Map<String, Double> ratios,
        @JsonProperty("variants") Map<String, VariantLatency> variants,
        @JsonProperty("setup") Setup setup,
        @JsonProperty("machine") MachineFacts machine) {

    /** What is asked of the cascade's confident decisions. */
    public static final String CONFIDENT_ASKED = "3 or less";

    /** What is asked of its escalated ones. */
    public static final String ESCALATED_ASKED = "1 or less";

    /** Name of the ratio of confident decisions. */
    public static final String CONFIDENT = "cascade_confident_p99_vs_pass_through";

    /** Name of the ratio of escalated decisions. */
    public static final String ESCALATED = "cascade_escalated_p99_vs_deadline";

    /**
     * What was measured.
     *
     * @param rate events a second, of all variants
     * @param cascadeRate what the cascade did flat out, NaN if the rate was given
     * @param seconds seconds of a load that count
     * @param rounds loads of a variant
     * @param deadlineMs deadline of deep
     * @param from where a time begins and ends
     * @param settings settings that all variants share
     */
    public record Setup(
            @JsonProperty("rate") double rate,
            @JsonProperty("cascade_flat_out_eps") double cascadeRate,
            @JsonProperty("seconds") int seconds,
            @JsonProperty("rounds") int rounds,
            @JsonProperty("deadline_ms") long deadlineMs,
            @JsonProperty("from") String from,
            @JsonProperty("settings") Map<String, String> settings) {}

    static LatencyResult of(
            Map<Variant, VariantLatency> variants, Setup setup, MachineFacts machine) {
        Map<String, VariantLatency> named = new LinkedHashMap<>();
        variants.forEach((variant, figures) -> named.put(variant.key(), figures));
        return new LatencyResult(ratios(variants, setup.deadlineMs()), named, setup, machine);
    }

    private static Map<String, Double> ratios(
            Map<Variant, VariantLatency> variants, long deadlineMs) {
        Map<String, Double> ratios = new LinkedHashMap<>();
        VariantLatency cascade = variants.get(Variant.CASCADE);
        if (cascade == null) {
            return ratios;
        }
        VariantLatency moving = variants.get(Variant.PASS_THROUGH);
        if (moving != null) {
            double[] rounds = new double[cascade.rounds().size()];
            for (int round = 0; round < rounds.length; round++) {
                rounds[round] =
                        cascade.rounds().get(round).confident().p99()
                                / moving.rounds().get(round).confident().p99();
            }
            ratios.put(CONFIDENT, Samples.median(rounds));
        }
        ratios.put(ESCALATED, cascade.escalated().p99() / deadlineMs);
        return ratios;
    }
}
