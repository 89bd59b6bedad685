// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.bench.isolation.IsolationBench;
import dev.sluice.cli.bench.isolation.IsolationRequest;
import dev.sluice.cli.bench.isolation.IsolationResult;
import dev.sluice.cli.bench.isolation.VariantResult;
import dev.sluice.cli.console.Progress;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;

/** What a deep model that is slow, fails, or hangs does to the first pass. */
@Command(
        name = "isolation",
        description =
                "Rate of the first pass, and how well deadlines are kept, beside a deep model that"
                        + " is a hundred times too slow, throws, answers NaN, or hangs.",
        mixinStandardHelpOptions = true)
final class BenchIsolationCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private BenchModels models;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "2000000",
            description = "Events of one run; default ${DEFAULT-VALUE}.")
    private int events;

    @Option(
            names = "--rounds",
            paramLabel = "R",
            defaultValue = "5",
            description = "Runs of each variant, in turn; default ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
    private Path json;

    @Override
    public Integer call() throws Exception {
        UsageException.requireAtLeastOne("--events", events);
        UsageException.requireAtLeastOne("--rounds", rounds);
        IsolationResult result;
        try (Shutdown shutdown = Shutdown.ofThisThread();
                Progress progress = Progress.ofTerminal();
                Scratch scratch = Scratch.create()) {
            try {
                result =
                        new IsolationBench(
                                        new IsolationRequest(
                                                models.open(progress),
                                                models.events(progress),
                                                events,
                                                rounds,
                                                scratch.folder()),
                                        progress)
                                .run();
            } catch (Exception e) {
                if (!shutdown.isRequested()) {
                    throw e;
                }
                progress.note("Interrupted; the job is stopped.");
                return Sluice.INTERRUPTED;
            }
        }
        print(result);
        if (json != null) {
            Json.write(json, result);
        }
        return result.reconciled() ? Sluice.OK : Sluice.FAILED;
    }

    private void print(IsolationResult result) {
        PrintWriter out = spec.commandLine().getOut();
        IsolationResult.Setup setup = result.setup();
        out.printf("%s%n", result.machine());
        out.printf(
                Locale.ROOT,
                "%,d events a run, %d rounds; deadline %d ms; the slow model takes %,.0f ms a call"
                        + " (%.2f would keep up)%n%n",
                setup.events(),
                setup.rounds(),
                setup.deadlineMs(),
                setup.slowCallMs(),
                setup.keepUpMs());
        out.printf(
                "%-14s %10s %6s %6s %6s %7s %6s  %9s %7s %7s %7s %7s %6s  %s%n",
                "deep model",
                "events/s",
                "ratio",
                "lowest",
                "most",
                "instant",
                "cpu us",
                "escalated",
                "p50",
                "p99",
                "p99.9",
                "max",
                "stall",
                "decided by");
        result.variants().forEach((name, variant) -> print(out, name, variant));
        out.printf(
                Locale.ROOT,
                "%nfirst_pass_rate_ratio %.3f (asked: %.2f or more; %.3f of the rate beside a deep"
                        + " model that keeps up)%ndeadline_overrun_max %.3f (asked: %.1f or less)%s%n",
                result.rateRatio(),
                IsolationResult.RATE_RATIO_TARGET,
                result.besideInstant(),
                result.overrunMax(),
                IsolationResult.OVERRUN_TARGET,
                result.reconciled() ? "" : "   <-- EVENTS DO NOT ADD UP");
        if (setup.busyThreads() > result.machine().cores()) {
            out.printf(
                    "%d threads of the bench share %d cores, with whatever else runs.%n",
                    setup.busyThreads(), result.machine().cores());
        }
        out.flush();
    }

    private static void print(PrintWriter out, String name, VariantResult variant) {
        out.printf(
                Locale.ROOT,
                "%-14s %,10.0f %6.3f %6.3f %6.3f %7.3f %6.2f  %8.2f%% %7.2f %7.2f %7.2f %7.2f %6.0f  %s%s%n",
                name,
                variant.rate(),
                variant.rateRatio(),
                Arrays.stream(variant.rateRatios()).min().orElseThrow(),
                Arrays.stream(variant.rateRatios()).max().orElseThrow(),
                variant.besideInstant(),
                variant.cpuMicros(),
                100 * variant.escalatedShare(),
                variant.overrun().p50(),
                variant.overrun().p99(),
                variant.overrun().p999(),
                variant.overrun().max(),
                variant.stallMaxMs(),
                variant.deep() > 0 ? "DEEP=" + variant.deep() + " " : "",
                variant.fallbacks().isEmpty() ? "" : variant.fallbacks());
    }
}
