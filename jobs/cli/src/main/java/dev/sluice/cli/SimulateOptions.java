// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/** What all simulations are asked for. */
final class SimulateOptions {

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "File to write, .csv or .csv.gz.")
    private Path out;

    @Option(
            names = "--start",
            defaultValue = "2020-01-01",
            paramLabel = "DATE",
            description = "First day (UTC); default ${DEFAULT-VALUE}.")
    private LocalDate start;

    @Option(
            names = "--seed",
            defaultValue = "7",
            paramLabel = "N",
            description = "Equal seeds give equal events; default ${DEFAULT-VALUE}.")
    private long seed;

    LocalDate start() {
        return start;
    }

    long seed() {
        return seed;
    }

    /** The file, in a folder that is there. */
    Path out() throws IOException {
        Files.createDirectories(out.toAbsolutePath().getParent());
        return out;
    }
}
