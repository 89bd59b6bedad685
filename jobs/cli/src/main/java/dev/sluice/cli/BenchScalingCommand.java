// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** How the cost of an event grows. */
@Command(
        name = "scaling",
        description =
                "Processor time of an event at parallelism 1 and 2, with 1 to 1000 events a key,"
                        + " and with none to all of the events escalated.",
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

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
    private Path json;

    @Override
    public Integer call() throws Exception {
        UsageException.requireAtLeastOne("--events", events);
        UsageException.requireAtLeastOne("--rounds", rounds);
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

    private void print(ScalingResult result) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(result.machine());
        out.printf(
                Locale.ROOT,
                "%,d events a run (fewer where more are escalated), %d rounds%n%n",
                result.events(),
                result.rounds());
        out.printf("%-36s %8s %8s %10s %6s%n", "curve", "value", "cpu us", "events/s", "deep");
        for (Map.Entry<String, Map<String, VariantFigures>> curve : result.curves().entrySet()) {
            curve.getValue().forEach((value, point) -> print(out, curve.getKey(), value, point));
        }
        out.println();
        result.ratios()
                .forEach(
                        (name, ratio) ->
                                out.printf(
                                        Locale.ROOT,
                                        "%-36s %8.3f  (asked: %s)%n",
                                        name,
                                        ratio,
                                        ScalingResult.asked(name)));
        if (!result.reconciled()) {
            out.println("NOT EVERY EVENT WAS DECIDED ONCE");
        }
        out.flush();
    }

    private static void print(PrintWriter out, String curve, String value, VariantFigures figures) {
        out.printf(
                Locale.ROOT,
                "%-36s %8s %8.2f %,10.0f %5.1f%%%s%n",
                curve,
                value,
                figures.cpuMicros(),
                figures.eps(),
                100 * figures.deepShare(),
                figures.reconciled() ? "" : "  <-- NOT EVERY EVENT ONCE");
    }
}
