// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import org.apache.flink.util.FileUtils;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A temporary folder that goes with the command.
 *
 * @param folder the folder
 */
record Scratch(Path folder) implements AutoCloseable {

    static Scratch create() throws IOException {
        return new Scratch(Files.createTempDirectory("sluice-"));
    }

    @Override
    public void close() {
        // safe against Flink's own clean-up, which may still be under way
        FileUtils.deleteDirectoryQuietly(folder.toFile());
    }
}
