// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.image;

import dev.sluice.image.Dockerfile.Copy;
import dev.sluice.image.Dockerfile.Instruction;
import dev.sluice.image.Dockerfile.Stage;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The file tree that a Dockerfile describes, put together without an engine: bases are folders that
 * a test fills, copies are copies, scripts of ours are run, and what only an engine can do is named
 * here, so that nothing new goes unseen.
 */
final class ImageTree {

    /** What is done to what a base brings, and has no effect on what is tested. */
    private static final List<String> ONLY_WITH_AN_ENGINE =
            List.of(
                    "groupadd --system",
                    "apt-get update && apt-get install",
                    "mkdir -p /opt/flink/plugins/s3-fs-presto && ln -s");

    private final Dockerfile dockerfile;
    private final Path context;
    private final Path folder;

    /**
     * A tree.
     *
     * @param context folder that the build copies from
     * @param folder the trees of the stages, each in a folder of its name
     */
    ImageTree(Dockerfile dockerfile, Path context, Path folder) {
        this.dockerfile = dockerfile;
        this.context = context;
        this.folder = folder;
    }

    /** Root of a stage, or of a base that the test fills. */
    Path root(String stage) {
        return folder.resolve(stage);
    }

    /** Makes the trees of a stage and of those that it is made of. */
    Path build(String name) throws IOException, InterruptedException {
        Path root = Files.createDirectories(root(name));
        Stage stage = dockerfile.stages().get(name);
        if (stage == null) {
            throw new IOException("no stage '" + name + "'; there are " + dockerfile.stages());
        }
        String base = dockerfile.base(stage);
        if (dockerfile.stages().containsKey(base)) {
            copy(build(base), root);
        }
        for (Instruction instruction : stage.instructions()) {
            if (instruction.keyword().equals("COPY")) {
                apply(Copy.parse(instruction.rest()), root);
            } else if (instruction.keyword().equals("RUN")) {
                run(instruction.rest(), root);
            }
        }
        return root;
    }

    private void apply(Copy copy, Path root) throws IOException, InterruptedException {
        Path from = context;
        if (!copy.from().isEmpty()) {
            from = root(copy.from());
            if (!Files.exists(from)) {
                build(copy.from());
            }
        }
        for (String source : copy.sources()) {
            Path found = under(from, dockerfile.substituted(source));
            if (!Files.exists(found)) {
                throw new IOException(
                        "COPY "
                                + source
                                + " finds nothing in "
                                + from
                                + "; expected what 'mvn package' builds");
            }
            Path target = under(root, copy.target());
            boolean intoFolder = copy.target().endsWith("/") && Files.isRegularFile(found);
            copy(found, intoFolder ? target.resolve(found.getFileName()) : target);
        }
    }

    private void run(String command, Path root) throws IOException, InterruptedException {
        if (ONLY_WITH_AN_ENGINE.stream().anyMatch(command::startsWith)) {
            return;
        }
        List<String> words = Arrays.asList(command.split(" +"));
        if (!Files.isExecutable(under(root, words.get(0)))) {
            throw new IOException(
                    "RUN " + command + " is neither a script of the image nor known to this test");
        }
        List<String> local =
                words.stream()
                        .map(word -> word.startsWith("/") ? under(root, word) + "" : word)
                        .toList();
        ProcessBuilder builder = new ProcessBuilder(local).redirectErrorStream(true);
        builder.environment()
                .merge(
                        "PATH",
                        System.getProperty("java.home") + "/bin",
                        (path, java) -> java + File.pathSeparator + path);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes());
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException("RUN " + command + " returned " + code + ": " + said);
        }
    }

    /** Copies a file or what is in a folder, for all to read; links where it can. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    link(file, target);
                }
            }
        }
    }

    private static void link(Path file, Path target) throws IOException {
        Files.deleteIfExists(target);
        boolean shared =
                Files.getPosixFilePermissions(file)
                        .containsAll(PosixFilePermissions.fromString("r--r--r--"));
        try {
            if (shared) {
                Files.createLink(target, file);
                return;
            }
        } catch (IOException | UnsupportedOperationException e) {
            // another file system; a copy is as good
        }
        Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        Files.setPosixFilePermissions(
                target,
                PosixFilePermissions.fromString(
                        Files.isExecutable(file) ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static Path under(Path root, String path) {
        return root.resolve(path.startsWith("/") ? path.substring(1) : path);
    }
}
