// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.bench.memory.MemoryBench;
import dev.sluice.cli.bench.memory.MemoryRequest;
import dev.sluice.cli.bench.memory.MemoryResult;
import dev.sluice.cli.console.Progress;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Whether heap and native memory stay where they are. */
@Command(
        name = "memory",
        description =
                "Heap and resident memory over many passes of one engine, and over opening and"
                        + " closing the deep model.",
        mixinStandardHelpOptions = true)
final class BenchMemoryCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private BenchModels models;

    @Option(
            names = "--passes",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Passes of one engine; default ${DEFAULT-VALUE}.")
    private long passes;

    @Option(
            names = "--cycles",
            paramLabel = "N",
            defaultValue = "100",
            description = "Times that the model is opened and closed; default ${DEFAULT-VALUE}.")
    private int cycles;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
    private Path json;

    @Override
    public Integer call() throws Exception {
        UsageException.requireAtLeastOne("--passes", passes);
        UsageException.requireAtLeastOne("--cycles", cycles);
        MemoryResult result;
        try (Progress progress = Progress.ofTerminal()) {
            result =
                    new MemoryBench(
                                    new MemoryRequest(
                                            models.open(progress),
                                            models.events(progress),
                                            passes,
                                            cycles),
                                    progress)
                            .run();
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(result.table());
        out.flush();
        if (json != null) {
            Json.write(json, result);
        }
        return Sluice.OK;
    }
}
