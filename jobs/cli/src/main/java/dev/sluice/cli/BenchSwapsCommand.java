// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.bench.swaps.SwapsBench;
import dev.sluice.cli.bench.swaps.SwapsRequest;
import dev.sluice.cli.bench.swaps.SwapsResult;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

/** What changing models does to a job under load. */
@Command(
        name = "swaps",
        description =
                "Changes the models of a job under load many times: rate, memory, and whether a"
                        + " decision is of two versions.",
        mixinStandardHelpOptions = true)
final class BenchSwapsCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private BenchModels models;

    @Option(
            names = "--swaps",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many times a model is changed; default ${DEFAULT-VALUE}.")
    private int swaps;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "5000",
            description = "Events a second; default ${DEFAULT-VALUE}.")
    private int rate;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
    private Path json;

    @Override
    public Integer call() throws Exception {
        UsageException.requireAtLeastOne("--rate", rate);
        UsageException.requireAtLeastOne("--swaps", swaps);
        Optional<SwapsResult> result =
                BenchRun.stoppable(
                        (progress, scratch) ->
                                new SwapsBench(
                                                new SwapsRequest(
                                                        models.open(progress),
                                                        models.scorers(progress),
                                                        models.folder(progress),
                                                        swaps,
                                                        rate,
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
        return result.get().sound() ? Sluice.OK : Sluice.FAILED;
    }
}
