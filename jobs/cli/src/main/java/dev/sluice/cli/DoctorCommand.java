// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.console.Progress;
import dev.sluice.cli.doctor.Checks;
import dev.sluice.cli.doctor.Examination;
import dev.sluice.cli.doctor.Finding;
import dev.sluice.cli.doctor.Finding.Level;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Says what is wrong with this machine, and how to mend it. */
@Command(
        name = "doctor",
        description =
                "What is wrong with Java, natives, engine and device here; with --config also with"
                        + " Kafka, models, memory and checkpoints of a job; with --flink-home also"
                        + " with the Flink that is to run it. Each finding with its mend.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private UseCases useCase;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration of a job, YAML, as for run.")
    private Path config;

    @Option(
            names = "--flink-home",
            paramLabel = "DIR",
            description = "Flink with lib/ and conf/, as it is unpacked or in an image.")
    private Path flinkHome;

    @Mixin private SettingsOption settings;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the findings as JSON.")
    private Path json;

    @Override
    public Integer call() throws Exception {
        Checks.Machine machine;
        try (Progress progress = Progress.ofTerminal()) {
            machine =
                    Checks.machine(
                            (done, total) ->
                                    progress.bar("unpacking natives", (double) done / total));
        }
        List<Finding> findings = new ArrayList<>(machine.findings());
        findings.addAll(
                new Examination(InstantSource.system())
                        .of(
                                new Examination.Patient(
                                        useCase.kit().useCase(),
                                        Optional.ofNullable(config),
                                        settings.settings(),
                                        Optional.ofNullable(flinkHome),
                                        machine.gpu())));
        PrintWriter out = spec.commandLine().getOut();
        for (Finding finding : findings) {
            out.printf("%-5s %-24s %s%n", finding.level(), finding.check(), finding.found());
            if (!finding.mend().isEmpty()) {
                out.printf("%-5s %-24s -> %s%n", "", "", finding.mend());
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
