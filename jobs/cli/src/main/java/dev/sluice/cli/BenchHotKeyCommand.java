// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.bench.hotkey.HotKeyBench;
import dev.sluice.cli.bench.hotkey.HotKeyResult;
import dev.sluice.cli.console.Progress;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** What other customers notice of one with a million events in a second. */
@Command(
        name = "hot-key",
        description =
                "Rate of other keys while one customer has half of all events of a second, beside"
                        + " the rate without, and what is kept of it.",
        mixinStandardHelpOptions = true)
final class BenchHotKeyCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "2000000",
            description =
                    "Events of the second, half of them of the hot key; default ${DEFAULT-VALUE}.")
    private int events;

    @Option(
            names = "--customers",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Other customers; default ${DEFAULT-VALUE}.")
    private int customers;

    @Option(
            names = "--rounds",
            paramLabel = "R",
            defaultValue = "3",
            description = "Runs with a hot key; default ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
    private Path json;

    @Override
    public Integer call() throws Exception {
        UsageException.requireAtLeastOne("--events", events);
        UsageException.requireAtLeastOne("--customers", customers);
        UsageException.requireAtLeastOne("--rounds", rounds);
        HotKeyResult result;
        try (Progress progress = Progress.ofTerminal()) {
            result = new HotKeyBench(events, customers, rounds, progress).run();
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(result.table());
        out.flush();
        if (json != null) {
            Json.write(json, result);
        }
        return Sluice.OK;
    }
}
