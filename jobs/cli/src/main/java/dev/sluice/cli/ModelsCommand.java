// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Changes the models of a running job. */
@Command(
        name = "models",
        description = "Versions of the models of a running job: what is live, and changing it.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ModelsListCommand.class,
            ModelsReleaseCommand.class,
            ModelsRollbackCommand.class,
            ModelsCompareCommand.class,
            HelpCommand.class,
        })
final class ModelsCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "What about them? One of " + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
