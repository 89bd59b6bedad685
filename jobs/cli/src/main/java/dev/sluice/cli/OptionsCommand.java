// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.config.OptionsDoc;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the table of options that is {@code docs/options.md}. */
@Command(
        name = "options",
        description = "Prints every option, its default and what it does, as Markdown.",
        mixinStandardHelpOptions = true)
final class OptionsCommand implements Runnable {

    private static final String HEAD =
            """
            # Options

            Made from the code by `./sluice options > docs/options.md`. Keys go into the YAML file of `--config`, nested or dotted, or after `--set`. Keys under `flink.` go to Flink, without the prefix; keys under `kafka.properties.` to the Kafka clients.

            """;

    @Spec private CommandSpec spec;

    /** The whole document. */
    static String document() {
        return HEAD + OptionsDoc.markdown(CascadeConfig.OPTION_CLASSES);
    }

    @Override
    public void run() {
        spec.commandLine().getOut().print(document());
        spec.commandLine().getOut().flush();
    }
}
