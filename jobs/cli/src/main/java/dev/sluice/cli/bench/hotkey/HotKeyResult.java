// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.hotkey;

import dev.sluice.cli.bench.MachineFacts;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What a hot key costs the others.
 *
 * @param machine what it was measured on
 * @param burst events of the second
 * @param customers number of the other customers
 * @param without runs without a hot key
 * @param with runs with one, each between two of the others
 * @param ratios for each of these, the rate of the other keys over the rate of all keys in the runs
 *     around it
 * @param ratio the median of them
 */
public record HotKeyResult(
        @JsonProperty("machine") MachineFacts machine,
        @JsonProperty("burst") int burst,
        @JsonProperty("customers") int customers,
        @JsonProperty("without") List<HotKeyRun> without,
        @JsonProperty("with") List<HotKeyRun> with,
        @JsonProperty("ratios") double[] ratios,
        @JsonProperty("other_keys_rate_ratio") double ratio) {

    /** What the others keep of their rate, at least. */
    static final double TARGET = 0.5;

    static HotKeyResult of(
            MachineFacts machine,
            int burst,
            int customers,
            List<HotKeyRun> without,
            List<HotKeyRun> with) {
        double[] ratios =
                IntStream.range(0, with.size())
                        .mapToDouble(
                                i ->
                                        // half of the events are of the others
                                        0.5
                                                * (without.get(i).seconds()
                                                        + without.get(i + 1).seconds())
                                                / 2
                                                / with.get(i).seconds())
                        .toArray();
        double[] sorted = ratios.clone();
        Arrays.sort(sorted);
        return new HotKeyResult(
                machine, burst, customers, without, with, ratios, sorted[sorted.length / 2]);
    }

    /** The figures as a table. */
    public String table() {
        StringBuilder table = new StringBuilder();
        line(table, "%s", machine);
        line(
                table,
                "%,d events in one second of event time, %,d customers; with a hot key every other"
                        + " event is of one customer at one terminal%n",
                burst,
                customers);
        line(table, "%-16s %12s %12s %10s %10s", "", "all ev/s", "others ev/s", "MB", "MB later");
        without.forEach(run -> line(table, "without", run, burst));
        with.forEach(run -> line(table, "with a hot key", run, burst / 2));
        line(
                table,
                "%nother_keys_rate_ratio %.3f, rounds %.3f to %.3f (asked: %.1f or more)",
                ratio,
                Arrays.stream(ratios).min().orElseThrow(),
                Arrays.stream(ratios).max().orElseThrow(),
                TARGET);
        return table.toString();
    }

    private void line(StringBuilder table, String name, HotKeyRun run, int others) {
        line(
                table,
                "%-16s %,12.0f %,12.0f %10.0f %10.0f",
                name,
                burst / run.seconds(),
                others / run.seconds(),
                run.heapMb(),
                run.laterHeapMb());
    }

    private static void line(StringBuilder table, String format, Object... values) {
        table.append(String.format(Locale.ROOT, format + "%n", values));
    }
}
