// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs commands as a page documents them. */
public final class Commands {

    private Commands() {}

    /** What a command did. */
    public record Result(int code, String output) {}

    /** The one line of a page that begins with some words. */
    public static String documented(Path page, String words) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith(words))
                .findFirst()
                .orElseThrow(() -> new IOException(page + " has no line '" + words + " ...'"));
    }

    /** Runs a line that begins with {@code ./sluice} in this process. */
    public static Result run(String line) {
        StringWriter output = new StringWriter();
        CommandLine command = Sluice.commandLine();
        command.setOut(new PrintWriter(output));
        command.setErr(new PrintWriter(output));
        int code = command.execute(line.substring("./sluice ".length()).split(" +"));
        return new Result(code, output.toString());
    }
}
