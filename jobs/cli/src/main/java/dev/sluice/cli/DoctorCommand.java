// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.console.Progress;
import dev.sluice.cli.doctor.Checks;
import dev.sluice.cli.doctor.Finding;
import dev.sluice.cli.doctor.Finding.Level;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Says what is wrong with this machine, and how to mend it. */
@Command(
        name = "doctor",
        description = "What is wrong with Java, natives, engine, device and threads, and the mend.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the findings as JSON.")
    private Path json;

    @Override
    public Integer call() throws Exception {
        List<Finding> findings;
        try (Progress progress = Progress.ofTerminal()) {
            findings =
                    Checks.machine(
                            (done, total) ->
                                    progress.bar("unpacking natives", (double) done / total));
        }
        PrintWriter out = spec.commandLine().getOut();
        for (Finding finding : findings) {
            out.printf("%-5s %-16s %s%n", finding.level(), finding.check(), finding.found());
            if (!finding.mend().isEmpty()) {
                out.printf("%-5s %-16s -> %s%n", "", "", finding.mend());
            }
        }
        out.flush();
        if (json != null) {
            Json.write(json, Map.of("findings", findings));
        }
        boolean failed = findings.stream().anyMatch(f -> f.level() == Level.FAIL);
        return failed ? Sluice.FAILED : Sluice.OK;
    }
}
