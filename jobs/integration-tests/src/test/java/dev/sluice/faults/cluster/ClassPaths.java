// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Parts of the class path of the tests. */
final class ClassPaths {

    /**
     * What a distribution of Flink has in {@code lib/}, and what our users add to it: the inference
     * modules, DJL, TensorFlow and its natives. Everything else comes in the jar of the job.
     */
    private static final Pattern LIB =
            Pattern.compile(
                    "(flink-(?!connector-kafka|avro|test-utils).*|frocksdbjni|kryo|reflectasm"
                            + "|objenesis|minlog|snakeyaml-engine|commons-.*|javassist|snappy-java"
                            + "|async-profiler|lz4-java|jsr305|log4j-.*|slf4j-api"
                            + "|sluice-inference-.*|api|tensorflow-.*|javacpp|protobuf-java|jna"
                            + "|gson)-[0-9].*(?<!-tests)\\.jar");

    private static final Pattern OURS =
            Pattern.compile(
                    "(sluice-|api-|tensorflow-|javacpp-|protobuf-java-|jna-|gson-).*\\.jar");

    private ClassPaths() {}

    /** Everything that the tests have. */
    static List<Path> tests() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }

    /** The parent class path of the JobManager and the TaskManagers. */
    static List<Path> lib() {
        List<Path> lib =
                tests().stream()
                        .filter(jar -> LIB.matcher(jar.getFileName() + "").matches())
                        .toList();
        for (String needed :
                List.of("flink-runtime-2", "sluice-inference-djl", "tensorflow-core")) {
            if (lib.stream().noneMatch(jar -> (jar.getFileName() + "").startsWith(needed))) {
                throw new IllegalStateException(
                        "No jar of "
                                + needed
                                + " on the class path; expected the jars of all modules. Build with"
                                + " 'mvn verify', which packages before it tests.");
            }
        }
        return lib;
    }

    /** What a distribution of Flink has in {@code lib/}, without what our users add. */
    static List<Path> distribution() {
        return lib().stream()
                .filter(jar -> !OURS.matcher(jar.getFileName() + "").matches())
                .toList();
    }

    /** A folder with the class of {@link Leash} alone, so that no test is on the class path. */
    static Path leash(Path folder) throws IOException {
        String file = Leash.class.getName().replace('.', '/') + ".class";
        Path copy = folder.resolve(file);
        Files.createDirectories(copy.getParent());
        try (var in = Leash.class.getClassLoader().getResourceAsStream(file)) {
            Files.copy(in, copy);
        }
        return folder;
    }

    /** The one jar of the fraud job that a cluster is given. */
    static Path fraudJob() {
        Path folder = Path.of("..", "fraud", "target");
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith("-job.jar"))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new IllegalStateException(
                                            "No *-job.jar in "
                                                    + folder.toAbsolutePath()
                                                    + "; expected what 'mvn package' without"
                                                    + " -Dquick builds."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
