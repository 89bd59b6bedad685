// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.bench.plumbing.StateBackend;
import dev.sluice.cli.bench.scaling.Curve;
import dev.sluice.cli.bench.scaling.ScalingBench;
import dev.sluice.cli.bench.scaling.ScalingRequest;
import dev.sluice.cli.bench.scaling.ScalingResult;
import dev.sluice.cli.bench.throughput.VariantFigures;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** How the cost of an event grows. */
@Command(
        name = "scaling",
        description =
                "Processor time of an event at parallelism 1 and 2, with 1 to 1000 events a key,"
                        + " with none to all of the events escalated, and with ten thousand to ten"
                        + " million keys whose state is on the disk.",
        mixinStandardHelpOptions = true)
final class BenchScalingCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private BenchModels models;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "500000",
            description =
                    "Events of a run; fewer where more of them are escalated. Default"
                            + " ${DEFAULT-VALUE}.")
    private int events;

    @Option(
            names = "--rounds",
            paramLabel = "R",
            defaultValue = "3",
            description = "Runs of each point, in turn; default ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--curves",
            paramLabel = "NAME",
            split = ",",
            description =
                    "What to let grow, separated by commas: parallelism, events-per-key,"
                            + " escalated-share, keys; default all.")
    private List<String> curves = Arrays.stream(Curve.values()).map(Curve::key).toList();

    @Option(
            names = "--keys",
            paramLabel = "N",
            split = ",",
            defaultValue = "10000,100000,1000000,10000000",
            description =
                    "Customers, and as many terminals, of the runs with state on the disk,"
                            + " separated by commas; a run has as many events at least. Default"
                            + " ${DEFAULT-VALUE}.")
    private List<Integer> keys;

    @Mixin private StateBackendOption stateBackend;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
    private Path json;

    @Override
    public Integer call() throws Exception {
        UsageException.requireAtLeastOne("--events", events);
        UsageException.requireAtLeastOne("--rounds", rounds);
        keys.forEach(number -> UsageException.requireAtLeastOne("--keys", number));
        List<Curve> wanted = wanted();
        StateBackend backend = stateBackend.backend();
        Optional<ScalingResult> result =
                BenchRun.stoppable(
                        (progress, scratch) ->
                                new ScalingBench(
                                                new ScalingRequest(
                                                        models.open(progress),
                                                        models.scorers(progress),
                                                        BenchModels.stream(events),
                                                        events,
                                                        rounds,
                                                        wanted,
                                                        keys.stream().sorted().distinct().toList(),
                                                        backend,
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
        return result.get().reconciled() ? Sluice.OK : Sluice.FAILED;
    }

    private List<Curve> wanted() {
        try {
            return curves.stream().map(Curve::of).distinct().toList();
        } catch (IllegalArgumentException e) {
            throw new UsageException("--curves: " + e.getMessage(), e);
        }
    }

    private void print(ScalingResult result) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(result.machine());
        out.printf(
                Locale.ROOT,
                "%,d events a run (fewer where more are escalated), %d rounds%n%n",
                result.events(),
                result.rounds());
        out.printf(
                "%-36s %8s %8s %10s %8s %8s %8s %6s%n",
                "curve", "value", "cpu us", "events/s", "bytes", "heap MB", "disk MB", "deep");
        for (Map.Entry<String, Map<String, VariantFigures>> curve : result.curves().entrySet()) {
            curve.getValue().forEach((value, point) -> print(out, curve.getKey(), value, point));
        }
        out.println();
        result.ratios()
                .forEach(
                        (name, ratio) ->
                                out.printf(
                                        Locale.ROOT,
                                        "%-36s %8.3f%s%n",
                                        name,
                                        ratio,
                                        ScalingResult.asked(name).isEmpty()
                                                ? ""
                                                : "  (asked: " + ScalingResult.asked(name) + ")"));
        if (!result.reconciled()) {
            out.println("NOT EVERY EVENT WAS DECIDED ONCE");
        }
        out.flush();
    }

    private static void print(PrintWriter out, String curve, String value, VariantFigures figures) {
        out.printf(
                Locale.ROOT,
                "%-36s %8s %8.2f %,10.0f %,8.0f %,8.0f %,8.0f %5.1f%%%s%n",
                curve,
                value,
                figures.cpuMicros(),
                figures.eps(),
                figures.allocatedBytes(),
                figures.heapMb(),
                figures.stateMb(),
                100 * figures.deepShare(),
                figures.reconciled() ? "" : "  <-- NOT EVERY EVENT ONCE");
    }
}
