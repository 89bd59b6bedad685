// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Events that never happened, with the truth about them, one kind a use case. */
@Command(
        name = "simulate",
        description =
                "Writes simulated events with the truth about them, to train and backtest on.",
        mixinStandardHelpOptions = true,
        subcommands = {
            SimulateFraudCommand.class,
            SimulateSensorsCommand.class,
            HelpCommand.class,
        })
final class SimulateCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Which use case? One of " + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
