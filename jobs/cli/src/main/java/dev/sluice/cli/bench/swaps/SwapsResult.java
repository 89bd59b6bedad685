// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.swaps;

import dev.sluice.cli.bench.MachineFacts;
import dev.sluice.cli.bench.memory.Trend;
import dev.sluice.cli.bench.memory.Watch;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.List;
import java.util.Locale;

/**
 * What changing models does to a job.
 *
 * @param swaps models that were changed
 * @param rateRatio decisions a second while models are changed, over those while none is
 * @param swappedRate decisions a second while models are changed, mean of the stretches
 * @param undisturbedRate the same while none is
 * @param lowestRatio lowest ratio of a stretch to the undisturbed one after it
 * @param swapMsMedian time from an order until it is live, median
 * @param swapMsMax the same, longest
 * @param refusedAfterMs time until a corrupt release was refused
 * @param perSecond events a second that were sent
 * @param events events that were sent
 * @param found what the decisions say
 * @param heap heap in use after collections
 * @param nativeMemory what is resident besides the heap; absent where unknown
 * @param sound whether nothing was lost, failed or mixed, and memory is flat
 * @param machine what it was measured on
 */
public record SwapsResult(
        @JsonProperty("swaps") int swaps,
        @JsonProperty("rate_ratio") double rateRatio,
        @JsonProperty("swapped_rate") double swappedRate,
        @JsonProperty("undisturbed_rate") double undisturbedRate,
        @JsonProperty("lowest_ratio") double lowestRatio,
        @JsonProperty("swap_ms_median") double swapMsMedian,
        @JsonProperty("swap_ms_max") double swapMsMax,
        @JsonProperty("refused_after_ms") double refusedAfterMs,
        @JsonProperty("events_per_second") double perSecond,
        @JsonProperty("events") long events,
        @JsonProperty("decisions") Mixtures.Found found,
        @JsonProperty("heap") Trend heap,
        @JsonProperty("native") Trend nativeMemory,
        @JsonProperty("sound") boolean sound,
        @JsonProperty("machine") MachineFacts machine) {

    /** The rate beside swaps is to be at least this share of the undisturbed one. */
    public static final double RATE_TARGET = 0.95;

    /**
     * Decisions a second of the stretches, in pairs.
     *
     * @param undisturbed while nothing is changed
     * @param swapped while models are
     */
    record Rates(List<Double> undisturbed, List<Double> swapped) {}

    static SwapsResult of(
            SwapsRequest request,
            long sent,
            Mixtures.Found found,
            Rates rates,
            List<Double> swapMs,
            double refusedAfterMs,
            Watch watch,
            MachineFacts machine) {
        double swapped = mean(rates.swapped());
        double undisturbed = mean(rates.undisturbed());
        double lowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < rates.swapped().size(); i++) {
            lowest = Math.min(lowest, rates.swapped().get(i) / rates.undisturbed().get(i));
        }
        List<Double> sorted = swapMs.stream().sorted().toList();
        Trend heap = watch.heap();
        Trend nativeMemory = watch.nativeMemory().orElse(null);
        return new SwapsResult(
                swapMs.size(),
                swapped / undisturbed,
                swapped,
                undisturbed,
                lowest,
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() - 1),
                refusedAfterMs,
                request.perSecond(),
                sent,
                found,
                heap,
                nativeMemory,
                found.mixed() == 0
                        && found.failed() == 0
                        && found.distinct() == sent
                        && found.decisions() == sent
                        && heap.flat()
                        && (nativeMemory == null || nativeMemory.flat()),
                machine);
    }

    /** The figures as a table. */
    public String table() {
        return String.format(
                        Locale.ROOT,
                        "%s%n%,d swaps at %,.0f events/s: live %.0f ms after the order (median;"
                                + " longest %.0f), a corrupt release refused after %.0f ms%n"
                                + "%,.0f decisions/s beside swaps, %,.0f without: ratio %.3f (asked:"
                                + " %.2f or more; lowest stretch %.3f)%n"
                                + "%,d events, %,d decided, %,d decisions; %d failed, %d of a mixture%n",
                        machine,
                        swaps,
                        perSecond,
                        swapMsMedian,
                        swapMsMax,
                        refusedAfterMs,
                        swappedRate,
                        undisturbedRate,
                        rateRatio,
                        RATE_TARGET,
                        lowestRatio,
                        events,
                        found.distinct(),
                        found.decisions(),
                        found.failed(),
                        found.mixed())
                + trend("heap", heap)
                + (nativeMemory == null ? "" : trend("native", nativeMemory))
                + (sound ? "" : String.format("<-- NOT SOUND%n"));
    }

    private static String trend(String title, Trend trend) {
        return String.format(
                Locale.ROOT,
                "%-8s %8.1f MB first, %8.1f last, %8.1f most, %+.2f / %s, %s%n",
                title,
                trend.firstMb(),
                trend.lastMb(),
                trend.maxMb(),
                trend.slopeMb(),
                trend.unit(),
                trend.flat() ? "flat" : "not flat");
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
