// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import dev.sluice.stream.model.ModelStore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder that gets its name when it is complete: until then it is a hidden sibling, which is
 * removed if it is never completed. An older folder of models under the name is replaced.
 */
final class OutputFolder implements AutoCloseable {

    private static final Set<String> OURS =
            Set.of(ModelStore.FIRST_PASS, ModelStore.DEEP, ModelStore.POLICY);

    private final Path target;
    private final Path partial;

    private OutputFolder(Path target, Path partial) {
        this.target = target;
        this.partial = partial;
    }

    /**
     * Begins a folder.
     *
     * @throws IOException if it cannot be written, or holds what is not ours to replace
     */
    static OutputFolder begin(Path target) throws IOException {
        Path absolute = target.toAbsolutePath().normalize();
        requireReplaceable(absolute);
        Path parent = absolute.getParent();
        if (parent == null) {
            throw new IOException(target + " is a root; expected a folder of its own for models");
        }
        Files.createDirectories(parent);
        Path partial = Files.createTempDirectory(parent, "." + absolute.getFileName() + "-");
        return new OutputFolder(absolute, partial);
    }

    /** Where to write. */
    Path partial() {
        return partial;
    }

    /** Gives the folder its name. */
    void complete() throws IOException {
        requireReplaceable(target);
        if (Files.exists(target)) {
            Path old =
                    Files.createTempDirectory(target.getParent(), "." + target.getFileName() + "-");
            Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            delete(old);
        } else {
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Removes what was not completed. */
    @Override
    public void close() throws IOException {
        delete(partial);
    }

    private static void requireReplaceable(Path target) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        if (!Files.isDirectory(target)) {
            throw new IOException(target + " is a file; expected a folder for models");
        }
        try (Stream<Path> files = Files.list(target)) {
            Set<String> others =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> !OURS.contains(name))
                            .collect(Collectors.toSet());
            if (!others.isEmpty()) {
                throw new IOException(
                        target
                                + " holds "
                                + others
                                + ", which are no models and would be lost; name another folder");
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
