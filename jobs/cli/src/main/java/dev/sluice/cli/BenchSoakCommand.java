// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.bench.plumbing.StateBackend;
import dev.sluice.cli.bench.soak.SoakBench;
import dev.sluice.cli.bench.soak.SoakRequest;
import dev.sluice.cli.bench.soak.SoakResult;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Whether the memory of a job stays where it is. */
@Command(
        name = "soak",
        description =
                "Heap and native memory of a cascade under a steady load of many minutes: flat or"
                        + " not.",
        mixinStandardHelpOptions = true)
final class BenchSoakCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private BenchModels models;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "How long the load lasts, the first fifth of which is warm-up; default"
                            + " ${DEFAULT-VALUE}.")
    private double minutes;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "2000",
            description = "Events a second; default ${DEFAULT-VALUE}.")
    private int rate;

    @Mixin private StateBackendOption stateBackend;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
    private Path json;

    @Override
    public Integer call() throws Exception {
        UsageException.requireAtLeastOne("--rate", rate);
        if (!(minutes >= 0.1 && minutes <= 10_000)) {
            throw new UsageException("--minutes is " + minutes + "; expected 0.1 to 10000");
        }
        StateBackend backend = stateBackend.backend();
        Optional<SoakResult> result =
                BenchRun.stoppable(
                        (progress, scratch) ->
                                new SoakBench(
                                                new SoakRequest(
                                                        models.open(progress),
                                                        models.scorers(progress),
                                                        minutes,
                                                        rate,
                                                        backend,
                                                        scratch),
                                                progress)
                                        .run());
        if (result.isEmpty()) {
            return Sluice.INTERRUPTED;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(result.get().table());
        out.flush();
        if (json != null) {
            Json.write(json, result.get());
        }
        return result.get().reconciled() ? Sluice.OK : Sluice.FAILED;
    }
}
