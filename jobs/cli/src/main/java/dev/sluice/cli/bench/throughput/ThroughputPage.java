// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.throughput;

import dev.sluice.cli.report.Cell;
import dev.sluice.cli.report.Format;
import dev.sluice.cli.report.HtmlReport;
import dev.sluice.cli.report.Table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the bench of throughput measured, as one page. */
public final class ThroughputPage {

    private ThroughputPage() {}

    /**
     * The page.
     *
     * @param commandLine what a person types to get it again
     */
    public static String of(ThroughputResult result, String commandLine) {
        return HtmlReport.titled(
                        "Throughput",
                        "Events a second of one job between two topics of a broker in another"
                                + " process, and the processor time of the job's process for an"
                                + " event. Medians of "
                                + result.setup().rounds()
                                + " rounds, in each of which all variants took turns.")
                .table(ratios(result))
                .table(variants(result))
                .heading("What was run, and how to repeat it")
                .text(result.machine().toString())
                .table(settings(result))
                .code(commandLine)
                .render();
    }

    private static Table ratios(ThroughputResult result) {
        List<List<Cell>> rows = new ArrayList<>();
        result.ratios()
                .forEach(
                        (name, ratio) ->
                                rows.add(
                                        List.of(
                                                Cell.of(name),
                                                Cell.of(ratio, Format.SIGNIFICANT),
                                                Cell.of(asked(name)))));
        return new Table("Ratios", List.of("ratio", "measured", "asked for"), rows);
    }

    private static String asked(String name) {
        return Arrays.stream(Comparison.values())
                .filter(comparison -> comparison.key().equals(name))
                .map(Comparison::asked)
                .findFirst()
                .orElse(Comparison.OVERHEAD_ASKED);
    }

    private static Table variants(ThroughputResult result) {
        List<List<Cell>> rows = new ArrayList<>();
        result.variants()
                .forEach(
                        (name, figures) ->
                                rows.add(
                                        List.of(
                                                Cell.of(name),
                                                Cell.of(figures.eps(), Format.COUNT),
                                                Cell.of(min(figures.epsRounds()), Format.COUNT),
                                                Cell.of(max(figures.epsRounds()), Format.COUNT),
                                                Cell.of(figures.cpuMicros(), Format.DECIMAL),
                                                Cell.of(figures.events(), Format.COUNT),
                                                Cell.of(figures.deepShare(), Format.PERCENT),
                                                Cell.of(figures.meanPasses(), Format.DECIMAL))));
        return new Table(
                "Variants",
                List.of(
                        "variant",
                        "events/s",
                        "lowest",
                        "highest",
                        "CPU µs an event",
                        "events a run",
                        "decided by deep",
                        "passes of these"),
                rows);
    }

    private static Table settings(ThroughputResult result) {
        List<List<Cell>> rows = new ArrayList<>();
        result.setup()
                .settings()
                .forEach((name, value) -> rows.add(List.of(Cell.of(name), Cell.of(value))));
        return new Table("Settings of all variants", List.of("setting", "value"), rows);
    }

    private static double min(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }
}
