// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Published protocols on published data, one a use case. */
@Command(
        name = "evaluate",
        description = "Runs a published protocol, beside its published table.",
        mixinStandardHelpOptions = true,
        subcommands = {
            EvaluateFraudCommand.class,
            EvaluateSensorsCommand.class,
            HelpCommand.class,
        })
final class EvaluateCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Which use case? One of " + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
