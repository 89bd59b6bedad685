// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.scaling;

import dev.sluice.cli.bench.MachineFacts;
import dev.sluice.cli.bench.Samples;
import dev.sluice.cli.bench.throughput.VariantFigures;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the bench of scaling measured.
 *
 * @param ratios ratios of processor times for an event, by name
 * @param curves figures by curve and by value
 * @param reconciled whether each event of each run was decided once
 * @param events events of a run
 * @param rounds runs of each point
 * @param machine what it was measured on
 */
public record ScalingResult(
        @JsonProperty("ratios") Map<String, Double> ratios,
        @JsonProperty("curves") Map<String, Map<String, VariantFigures>> curves,
        @JsonProperty("reconciled") boolean reconciled,
        @JsonProperty("events") int events,
        @JsonProperty("rounds") int rounds,
        @JsonProperty("machine") MachineFacts machine) {

    /** What is asked of the cost at parallelism 2 over that at 1. */
    public static final String PARALLELISM_ASKED = "1.15 or less";

    /** What is asked of the cost at 1000 events a key over that at 10. */
    public static final String HISTORY_ASKED = "1.3 or less";

    /** Curve of the first pass over parallelism. */
    static final String PARALLELISM = "first-pass-only_by_parallelism";

    /** Curve of the cascade over parallelism. */
    static final String CASCADE_PARALLELISM = "cascade_by_parallelism";

    /** Curve of the first pass over events a key. */
    static final String EVENTS_PER_KEY = "first-pass-only_by_events_per_key";

    /** Curve of the cascade over the share that is escalated. */
    static final String ESCALATED_SHARE = "cascade_by_escalated_share";

    /** Curve of the first pass over keys, whose state is on the disk. */
    static final String KEYS = "first-pass-only_by_keys_on_rocksdb";

    /** Cost with the most keys over that with the fewest. */
    private static final String MOST_KEYS = "rocksdb_cpu_most_vs_fewest_keys";

    static ScalingResult of(
            Map<String, Map<String, VariantFigures>> curves,
            ScalingRequest request,
            MachineFacts machine) {
        Map<String, Double> ratios = new LinkedHashMap<>();
        if (curves.containsKey(PARALLELISM)) {
            ratios.put("cpu_parallelism_2_vs_1", ratio(curves.get(PARALLELISM), "2", "1"));
            ratios.put(
                    "cascade_cpu_parallelism_2_vs_1",
                    ratio(curves.get(CASCADE_PARALLELISM), "2", "1"));
        }
        if (curves.containsKey(EVENTS_PER_KEY)) {
            ratios.put(
                    "cpu_1000_vs_10_events_per_key",
                    ratio(curves.get(EVENTS_PER_KEY), "1000", "10"));
        }
        if (curves.containsKey(KEYS)) {
            List<Integer> keys = request.keys();
            ratios.put(
                    MOST_KEYS,
                    ratio(
                            curves.get(KEYS),
                            keys.get(keys.size() - 1).toString(),
                            keys.get(0).toString()));
        }
        return new ScalingResult(
                ratios,
                curves,
                curves.values().stream()
                        .flatMap(curve -> curve.values().stream())
                        .allMatch(VariantFigures::reconciled),
                request.events(),
                request.rounds(),
                machine);
    }

    /** What is asked of a ratio; empty if nothing is. */
    public static String asked(String ratio) {
        if (ratio.equals(MOST_KEYS)) {
            return "";
        }
        return ratio.contains("parallelism") ? PARALLELISM_ASKED : HISTORY_ASKED;
    }

    private static double ratio(Map<String, VariantFigures> curve, String of, String to) {
        double[] rounds = curve.get(of).cpuRounds().clone();
        for (int round = 0; round < rounds.length; round++) {
            rounds[round] /= curve.get(to).cpuRounds()[round];
        }
        return Samples.median(rounds);
    }
}
