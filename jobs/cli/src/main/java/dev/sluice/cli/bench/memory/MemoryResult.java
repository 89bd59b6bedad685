// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.memory;

import dev.sluice.cli.bench.MachineFacts;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.Locale;
import java.util.Optional;

/**
 * What the memory did.
 *
 * @param flat whether all trends are flat
 * @param tolerance how much larger the last sample may be than the first one
 * @param machine what it was measured on
 * @param passes over the passes of one engine
 * @param cycles over opening and closing the model
 */
public record MemoryResult(
        @JsonProperty("flat") boolean flat,
        @JsonProperty("tolerance") double tolerance,
        @JsonProperty("machine") MachineFacts machine,
        @JsonProperty("passes") Stretch passes,
        @JsonProperty("cycles") Stretch cycles) {

    /**
     * A stretch of work.
     *
     * @param done how much was done, warm-up included
     * @param seconds how long it took
     * @param heap heap in use after collections
     * @param resident resident memory of the process, heap included; absent where unknown
     */
    public record Stretch(
            @JsonProperty("done") long done,
            @JsonProperty("seconds") double seconds,
            @JsonProperty("heap") Trend heap,
            @JsonProperty("resident") Trend resident) {

        static Stretch of(Watch watch, long done, double seconds) {
            return new Stretch(done, seconds, watch.heap(), watch.resident().orElse(null));
        }

        private void lines(StringBuilder table, String work) {
            String title = String.format(Locale.ROOT, "%,d %s", done, work);
            line(table, title + ", heap", heap);
            if (resident == null) {
                MemoryResult.line(table, "%-34s n/a on this system", title + ", resident");
            } else {
                line(table, title + ", resident", resident);
            }
        }

        private static void line(StringBuilder table, String title, Trend trend) {
            MemoryResult.line(
                    table,
                    "%-34s %8.1f %8.1f %8.1f %+8.2f / %s  %s",
                    title,
                    trend.firstMb(),
                    trend.lastMb(),
                    trend.maxMb(),
                    trend.slopeMb(),
                    trend.unit(),
                    trend.flat() ? "flat" : "NOT FLAT");
        }

        boolean flat() {
            return heap.flat() && Optional.ofNullable(resident).map(Trend::flat).orElse(true);
        }
    }

    /** The figures as a table. */
    public String table() {
        StringBuilder table = new StringBuilder(machine.toString());
        line(table, "%n%-34s %8s %8s %8s %8s", "MB", "first", "last", "max", "growth");
        passes.lines(table, "passes");
        cycles.lines(table, "open and close");
        line(table, "%nflat: the last sample is at most %.2f times the first one", tolerance);
        return table.toString();
    }

    private static void line(StringBuilder table, String format, Object... values) {
        table.append(String.format(Locale.ROOT, format + "%n", values));
    }

    static MemoryResult of(MachineFacts machine, Stretch passes, Stretch cycles) {
        return new MemoryResult(
                passes.flat() && cycles.flat(), Trend.TOLERANCE, machine, passes, cycles);
    }
}
