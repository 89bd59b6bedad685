// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.soak;

import dev.sluice.cli.bench.MachineFacts;
import dev.sluice.cli.bench.memory.Trend;
import dev.sluice.cli.bench.memory.Watch;
import dev.sluice.cli.bench.plumbing.SoakFigures;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.Locale;

/**
 * What the memory did under a steady load.
 *
 * @param flat whether heap and native memory are flat
 * @param tolerance how much larger the last sample may be than the first one
 * @param heap heap in use after collections
 * @param nativeMemory what is resident besides the heap that the JVM holds; absent where unknown
 * @param resident resident memory of the process; absent where unknown
 * @param minutes how long the load lasted, warm-up included
 * @param perSecond events a second
 * @param events events that were sent
 * @param deep events that deep decided
 * @param fallbacks escalated events that the first pass decided
 * @param backend where the state of keys was kept
 * @param reconciled whether each event was decided once
 * @param machine what it was measured on
 */
public record SoakResult(
        @JsonProperty("flat") boolean flat,
        @JsonProperty("tolerance") double tolerance,
        @JsonProperty("heap") Trend heap,
        @JsonProperty("native") Trend nativeMemory,
        @JsonProperty("resident") Trend resident,
        @JsonProperty("minutes") double minutes,
        @JsonProperty("events_per_second") double perSecond,
        @JsonProperty("events") long events,
        @JsonProperty("deep") long deep,
        @JsonProperty("fallbacks") long fallbacks,
        @JsonProperty("state_backend") String backend,
        @JsonProperty("reconciled") boolean reconciled,
        @JsonProperty("machine") MachineFacts machine) {

    static SoakResult of(
            SoakRequest request, SoakFigures figures, Watch watch, MachineFacts machine) {
        Trend heap = watch.heap();
        Trend nativeMemory = watch.nativeMemory().orElse(null);
        return new SoakResult(
                heap.flat() && (nativeMemory == null || nativeMemory.flat()),
                Trend.TOLERANCE,
                heap,
                nativeMemory,
                watch.resident().orElse(null),
                request.minutes(),
                request.perSecond(),
                figures.events(),
                figures.tally().deep(),
                figures.tally().fallbacks(),
                request.backend().key(),
                figures.reconciled(),
                machine);
    }

    /** The figures as a table. */
    public String table() {
        StringBuilder table = new StringBuilder(machine.toString());
        line(
                table,
                "%n%.1f minutes at %,.0f events/s, state in %s; deep decided %,d of %,d, %,d fell"
                        + " back%n",
                minutes,
                perSecond,
                backend,
                deep,
                events,
                fallbacks);
        line(table, "%-12s %8s %8s %8s %8s", "MB", "first", "last", "max", "growth");
        trend(table, "heap", heap);
        trend(table, "native", nativeMemory);
        trend(table, "resident", resident);
        line(
                table,
                "%n%s: the last sample of heap and native memory is to be at most %.2f times the"
                        + " first one",
                flat ? "flat" : "NOT FLAT",
                tolerance);
        if (!reconciled) {
            line(table, "NOT EVERY EVENT WAS DECIDED ONCE");
        }
        return table.toString();
    }

    private static void trend(StringBuilder table, String title, Trend trend) {
        if (trend == null) {
            line(table, "%-12s n/a on this system", title);
        } else {
            line(
                    table,
                    "%-12s %8.1f %8.1f %8.1f %+8.2f / %s  %s",
                    title,
                    trend.firstMb(),
                    trend.lastMb(),
                    trend.maxMb(),
                    trend.slopeMb(),
                    trend.unit(),
                    trend.flat() ? "flat" : "not flat");
        }
    }

    private static void line(StringBuilder table, String format, Object... values) {
        table.append(String.format(Locale.ROOT, format + "%n", values));
    }
}
