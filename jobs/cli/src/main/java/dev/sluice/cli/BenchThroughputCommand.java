// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.bench.BenchRecords;
import dev.sluice.cli.bench.plumbing.Variant;
import dev.sluice.cli.bench.throughput.Comparison;
import dev.sluice.cli.bench.throughput.ThroughputBench;
import dev.sluice.cli.bench.throughput.ThroughputPage;
import dev.sluice.cli.bench.throughput.ThroughputRequest;
import dev.sluice.cli.bench.throughput.ThroughputResult;
import dev.sluice.cli.bench.throughput.VariantFigures;
import dev.sluice.cli.console.Progress;
import dev.sluice.decisioning.event.FeaturizedEvent;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Events a second and processor time of the cascade, beside what people run today. */
@Command(
        name = "throughput",
        description =
                "Events a second and processor time of a real job beside a real broker: cascade,"
                        + " first pass, record by record, no model, no work at all.",
        mixinStandardHelpOptions = true)
final class BenchThroughputCommand implements Callable<Integer> {

    private static final int SAMPLE = 2_000;

    @Spec private CommandSpec spec;

    @Mixin private BenchModels models;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "1000000",
            description =
                    "Events of a run; slow variants take fewer, so that a run ends in about as"
                            + " long. Default ${DEFAULT-VALUE}.")
    private int events;

    @Option(
            names = "--rounds",
            paramLabel = "R",
            defaultValue = "5",
            description = "Runs of each variant, in turn; default ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--parallelism",
            paramLabel = "P",
            defaultValue = "1",
            description = "Subtasks of each stage; default ${DEFAULT-VALUE}.")
    private int parallelism;

    @Mixin private StateBackendOption stateBackend;

    @Option(
            names = "--variants",
            paramLabel = "NAME",
            split = ",",
            description = "What to run, separated by commas; default all.")
    private List<String> variants = Arrays.stream(Variant.values()).map(Variant::key).toList();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
    private Path json;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the figures as a page.")
    private Path report;

    @Override
    public Integer call() throws Exception {
        UsageException.requireAtLeastOne("--events", events);
        UsageException.requireAtLeastOne("--rounds", rounds);
        UsageException.requireAtLeastOne("--parallelism", parallelism);
        stateBackend.backend();
        List<Variant> wanted = VariantNames.of(variants);
        Optional<ThroughputResult> result =
                BenchRun.stoppable(
                        (progress, scratch) ->
                                new ThroughputBench(request(wanted, progress, scratch), progress)
                                        .run());
        if (result.isEmpty()) {
            return Sluice.INTERRUPTED;
        }
        print(result.get());
        if (json != null) {
            Json.write(json, result.get());
        }
        if (report != null) {
            Files.createDirectories(report.toAbsolutePath().getParent());
            Files.writeString(
                    report,
                    ThroughputPage.of(
                            result.get(),
                            CommandLines.text(
                                    spec.root().commandLine().getParseResult().originalArgs())));
        }
        return result.get().reconciled() ? Sluice.OK : Sluice.FAILED;
    }

    private ThroughputRequest request(List<Variant> wanted, Progress progress, Path scratch)
            throws Exception {
        FeaturizedEvent[] sample =
                wanted.contains(Variant.CASCADE)
                        ? BenchRecords.events(models.events(progress))
                        : new FeaturizedEvent[0];
        return new ThroughputRequest(
                models.open(progress),
                models.scorers(progress),
                BenchModels.stream(events),
                Arrays.asList(sample).subList(0, Math.min(SAMPLE, sample.length)),
                events,
                rounds,
                parallelism,
                stateBackend.backend(),
                wanted,
                scratch);
    }

    private void print(ThroughputResult result) {
        PrintWriter out = spec.commandLine().getOut();
        ThroughputResult.Setup setup = result.setup();
        out.println(result.machine());
        out.printf(
                Locale.ROOT,
                "%,d events a run (slow variants fewer), %d rounds, parallelism %d, the broker in"
                        + " another process; %s%n%n",
                setup.events(),
                setup.rounds(),
                setup.parallelism(),
                setup.settings());
        out.printf(
                "%-18s %10s %21s %8s %15s %8s %10s %6s %6s%n",
                "variant",
                "events/s",
                "rounds",
                "cpu us",
                "rounds",
                "bytes",
                "events",
                "deep",
                "passes");
        result.variants().forEach((name, figures) -> print(out, name, figures));
        out.println();
        for (Comparison comparison : Comparison.values()) {
            ratio(out, result, comparison.key(), comparison.asked());
        }
        ratio(out, result, Comparison.OVERHEAD, Comparison.OVERHEAD_ASKED);
        if (!Double.isNaN(result.deepLookMicros())) {
            out.printf(
                    Locale.ROOT,
                    "a deep look in a bare loop takes %.1f us of processor time%n",
                    result.deepLookMicros());
        }
        if (!result.reconciled()) {
            out.println("NOT EVERY EVENT WAS DECIDED ONCE");
        }
        out.flush();
    }

    private static void print(PrintWriter out, String name, VariantFigures figures) {
        out.printf(
                Locale.ROOT,
                "%-18s %,10.0f %,9.0f to %,9.0f %8.2f %6.2f to %6.2f %,8.0f %,10d %5.1f%% %6.2f%s%n",
                name,
                figures.eps(),
                Arrays.stream(figures.epsRounds()).min().orElseThrow(),
                Arrays.stream(figures.epsRounds()).max().orElseThrow(),
                figures.cpuMicros(),
                Arrays.stream(figures.cpuRounds()).min().orElseThrow(),
                Arrays.stream(figures.cpuRounds()).max().orElseThrow(),
                figures.allocatedBytes(),
                figures.events(),
                100 * figures.deepShare(),
                figures.meanPasses(),
                figures.reconciled() ? "" : "  <-- NOT EVERY EVENT ONCE");
    }

    private static void ratio(PrintWriter out, ThroughputResult result, String name, String asked) {
        Double ratio = result.ratios().get(name);
        if (ratio != null) {
            out.printf(
                    Locale.ROOT,
                    "%-30s %8.3f%s%n",
                    name,
                    ratio,
                    asked.isEmpty() ? "" : "  (asked: " + asked + ")");
        }
    }
}
