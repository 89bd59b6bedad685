// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A temporary folder that goes with the command.
 *
 * @param folder the folder
 */
record Scratch(Path folder) implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);

    static Scratch create() throws IOException {
        return new Scratch(Files.createTempDirectory("sluice-"));
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("{} cannot be deleted", folder, e);
        }
    }
}
