// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.deadletter.DeadLetterTopic;
import dev.sluice.cli.deadletter.LetterText;
import dev.sluice.cli.deadletter.WholeLetters;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;

/** All that is known of some dead letters. */
@Command(
        name = "show",
        description = "All that is known of dead letters: where they were, why, headers and bytes.",
        mixinStandardHelpOptions = true)
final class DeadLettersShowCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private LetterOptions letters;

    @Parameters(
            paramLabel = "ID",
            arity = "1..*",
            description = "Ids of letters, as list prints them: topic/partition/offset.")
    private Set<String> ids = new LinkedHashSet<>();

    @Override
    public Integer call() throws Exception {
        DeadLetterTopic topic = letters.deadLetters();
        PrintWriter out = spec.commandLine().getOut();
        Set<String> missing = new LinkedHashSet<>(ids);
        WholeLetters.read(
                topic,
                letters.filter(ids),
                (id, letter) -> {
                    if (missing.remove(id)) {
                        out.print(LetterText.of(id, letter));
                    }
                });
        out.flush();
        if (missing.isEmpty()) {
            return Sluice.OK;
        }
        PrintWriter err = spec.commandLine().getErr();
        err.printf(
                "sluice: no dead letter %s on topic %s; try 'sluice dead-letters list'%n",
                String.join(", ", missing), topic.kafka().deadLettersTopic());
        err.flush();
        return Sluice.FAILED;
    }
}
