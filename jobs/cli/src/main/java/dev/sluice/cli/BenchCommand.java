// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The benches: each compares within one run, on this machine. */
@Command(
        name = "bench",
        description = "Measures on this machine; each bench compares within one run.",
        mixinStandardHelpOptions = true,
        subcommands = {
            BenchThroughputCommand.class,
            BenchLatencyCommand.class,
            BenchScalingCommand.class,
            BenchDeepCommand.class,
            BenchStrategiesCommand.class,
            BenchIsolationCommand.class,
            BenchMemoryCommand.class,
            BenchSoakCommand.class,
            BenchSwapsCommand.class,
            BenchSensorsCommand.class,
            BenchHotKeyCommand.class,
            BenchMicroCommand.class,
            HelpCommand.class,
        })
final class BenchCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Which bench? One of " + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
