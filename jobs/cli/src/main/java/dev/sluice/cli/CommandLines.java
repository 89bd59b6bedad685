// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Command lines as a person types them. */
final class CommandLines {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,@%+-]+");

    private CommandLines() {}

    /** A line for a shell that runs the command with some arguments. */
    static String text(List<String> arguments) {
        return arguments.stream()
                .map(CommandLines::quoted)
                .collect(Collectors.joining(" ", "./sluice ", ""));
    }

    private static String quoted(String argument) {
        return PLAIN.matcher(argument).matches()
                ? argument
                : "'" + argument.replace("'", "'\\''") + "'";
    }
}
