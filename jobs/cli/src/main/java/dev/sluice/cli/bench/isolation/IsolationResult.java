// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.isolation;

import dev.sluice.cli.bench.MachineFacts;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What the bench of isolation measured.
 *
 * @param rateRatio the lowest rate of the first pass beside a broken deep model, over the rate
 *     without escalation
 * @param besideInstant the same over the rate beside a deep model that keeps up: what is left when
 *     the cost of escalation itself is on both sides
 * @param overrunMax how far the latest decision of all variants came after its deadline, as a share
 *     of the deadline
 * @param reconciled whether each event of each run was decided once
 * @param machine what it was measured on
 * @param setup what was measured
 * @param variants by name
 */
public record IsolationResult(
        @JsonProperty("first_pass_rate_ratio") double rateRatio,
        @JsonProperty("first_pass_rate_ratio_to_instant") double besideInstant,
        @JsonProperty("deadline_overrun_max") double overrunMax,
        @JsonProperty("reconciled") boolean reconciled,
        @JsonProperty("machine") MachineFacts machine,
        @JsonProperty("setup") Setup setup,
        @JsonProperty("variants") Map<String, VariantResult> variants) {

    /** {@code first_pass_rate_ratio} that is asked for. */
    public static final double RATE_RATIO_TARGET = 0.95;

    /** {@code deadline_overrun_max} that is asked for. */
    public static final double OVERRUN_TARGET = 0.1;

    /**
     * What was measured.
     *
     * @param events events of a run
     * @param rounds runs of a variant
     * @param batch most events that the first pass scores with one call
     * @param deadlineMs the deadline
     * @param keepUpMs time of a call of the deep model that would just keep up
     * @param slowCallMs time of a call of the slow one
     * @param meanPasses mean passes of a record, from which the former follows
     * @param busyThreads threads that want a processor at the same time
     */
    public record Setup(
            @JsonProperty("events") int events,
            @JsonProperty("rounds") int rounds,
            @JsonProperty("first_pass_batch") int batch,
            @JsonProperty("deadline_ms") long deadlineMs,
            @JsonProperty("keep_up_call_ms") double keepUpMs,
            @JsonProperty("slow_call_ms") double slowCallMs,
            @JsonProperty("mean_passes") double meanPasses,
            @JsonProperty("busy_threads") int busyThreads) {}

    static IsolationResult of(
            MachineFacts machine, Setup setup, Map<Variant, VariantResult> variants) {
        Map<String, VariantResult> named = new LinkedHashMap<>();
        variants.forEach((variant, result) -> named.put(variant.key(), result));
        return new IsolationResult(
                -worst(variants, result -> -result.rateRatio()),
                -worst(variants, result -> -result.besideInstant()),
                worst(variants, result -> result.overrun().max()),
                variants.values().stream().allMatch(r -> r.lost() == 0 && r.twice() == 0),
                machine,
                setup,
                named);
    }

    private static double worst(
            Map<Variant, VariantResult> variants, ToDoubleFunction<VariantResult> badness) {
        return variants.entrySet().stream()
                .filter(entry -> entry.getKey().role() == Variant.Role.BROKEN)
                .mapToDouble(entry -> badness.applyAsDouble(entry.getValue()))
                .max()
                .orElseThrow();
    }
}
