// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.bench.latency.LatencyBench;
import dev.sluice.cli.bench.latency.LatencyRequest;
import dev.sluice.cli.bench.latency.LatencyResult;
import dev.sluice.cli.bench.latency.VariantLatency;
import dev.sluice.cli.bench.plumbing.LatencyFigures;
import dev.sluice.cli.bench.plumbing.Variant;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;

/** How long a decision takes, beside what the moving alone takes. */
@Command(
        name = "latency",
        description =
                "Percentiles of the time to a decision under a load at one rate for all variants,"
                        + " which does not wait for the job.",
        mixinStandardHelpOptions = true)
final class BenchLatencyCommand implements Callable<Integer> {

    private static final int WARM_UP_SECONDS = 5;

    @Spec private CommandSpec spec;

    @Mixin private BenchModels models;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Events a second; half of what the cascade does flat out if not given.")
    private Double rate;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "15",
            description =
                    "How long a load lasts that counts, after five seconds that do not; default"
                            + " ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Loads of each variant, in turn; default ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--warm-up-events",
            paramLabel = "N",
            defaultValue = "300000",
            description =
                    "Events of the runs, flat out, that come before; default ${DEFAULT-VALUE}.")
    private int warmUpEvents;

    @Option(
            names = "--variants",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "pass-through,no-model,first-pass-only,cascade",
            description =
                    "What to run, separated by commas; default ${DEFAULT-VALUE}. One that is slower"
                            + " than the load is cut off 15 s after the last event.")
    private List<String> variants;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
    private Path json;

    @Override
    public Integer call() throws Exception {
        UsageException.requireAtLeastOne("--seconds", seconds);
        UsageException.requireAtLeastOne("--rounds", rounds);
        UsageException.requireAtLeastOne("--warm-up-events", warmUpEvents);
        if (rate != null && !(rate >= 1)) {
            throw new UsageException("--rate is " + rate + "; expected at least 1");
        }
        List<Variant> wanted = VariantNames.of(variants);
        Optional<LatencyResult> result =
                BenchRun.stoppable(
                        (progress, scratch) ->
                                new LatencyBench(
                                                new LatencyRequest(
                                                        models.open(progress),
                                                        models.scorers(progress),
                                                        BenchModels::stream,
                                                        rate == null
                                                                ? OptionalDouble.empty()
                                                                : OptionalDouble.of(rate),
                                                        warmUpEvents,
                                                        WARM_UP_SECONDS,
                                                        seconds,
                                                        rounds,
                                                        wanted,
                                                        scratch),
                                                progress)
                                        .run());
        if (result.isEmpty()) {
            return Sluice.INTERRUPTED;
        }
        print(result.get());
        if (json != null) {
            Json.write(json, result.get());
        }
        return Sluice.OK;
    }

    private void print(LatencyResult result) {
        PrintWriter out = spec.commandLine().getOut();
        LatencyResult.Setup setup = result.setup();
        out.println(result.machine());
        out.printf(
                Locale.ROOT,
                "%,.0f events/s for %d s, %d rounds; deadline %d ms; %s%n%n",
                setup.rate(),
                setup.seconds(),
                setup.rounds(),
                setup.deadlineMs(),
                setup.settings());
        out.printf(
                "%-18s %-10s %10s %9s %9s %9s %9s%n",
                "variant", "decisions", "number", "p50 ms", "p99 ms", "p99.9 ms", "max ms");
        result.variants().forEach((name, variant) -> print(out, name, variant));
        out.println();
        ratio(out, result, LatencyResult.CONFIDENT, LatencyResult.CONFIDENT_ASKED);
        ratio(out, result, LatencyResult.ESCALATED, LatencyResult.ESCALATED_ASKED);
        out.flush();
    }

    private static void print(PrintWriter out, String name, VariantLatency variant) {
        row(out, name, "confident", variant.confident());
        if (variant.escalated().decisions() > 0) {
            row(out, "", "escalated", variant.escalated());
            out.printf(Locale.ROOT, "%-18s %,d of them are fallbacks%n", "", variant.fallbacks());
        }
        if (!variant.keptUp()) {
            out.printf("%-18s did not keep up: what came later is not in the figures%n", "");
        }
    }

    private static void row(PrintWriter out, String name, String kind, LatencyFigures figures) {
        out.printf(
                Locale.ROOT,
                "%-18s %-10s %,10d %9.1f %9.1f %9.1f %9.1f%n",
                name,
                kind,
                figures.decisions(),
                figures.p50(),
                figures.p99(),
                figures.p999(),
                figures.max());
    }

    private static void ratio(PrintWriter out, LatencyResult result, String name, String asked) {
        Double ratio = result.ratios().get(name);
        if (ratio != null) {
            out.printf(Locale.ROOT, "%-40s %8.3f  (asked: %s)%n", name, ratio, asked);
        }
    }
}
