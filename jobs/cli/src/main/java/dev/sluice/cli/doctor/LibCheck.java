// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;

/** What is loaded once a process is in lib/, once, and nothing that silences the logs. */
final class LibCheck implements Check {

    /** A class of each jar that has to be there, and what brings it. */
    private static final Map<String, String> NEEDED =
            Map.of(
                    "dev/sluice/inference/ModelBackendFactory.class", "sluice-inference-api",
                    "dev/sluice/inference/djl/DjlModelBackendFactory.class", "sluice-inference-djl",
                    "ai/djl/engine/Engine.class", "ai.djl:api",
                    "ai/djl/tensorflow/engine/TfEngine.class",
                            "ai.djl.tensorflow:tensorflow-engine",
                    "org/tensorflow/SavedModelBundle.class", "ai.djl.tensorflow:tensorflow-api",
                    "org/bytedeco/javacpp/Loader.class", "org.bytedeco:javacpp");

    private static final String SLF4J_2 = "org/slf4j/spi/SLF4JServiceProvider.class";

    private final FlinkHome home;

    LibCheck(FlinkHome home) {
        this.home = home;
    }

    @Override
    public String name() {
        return "lib/ of Flink";
    }

    @Override
    public List<Finding> run() throws IOException {
        Map<String, List<Path>> found = new LinkedHashMap<>();
        List<Finding> findings = new ArrayList<>();
        List<Path> jars = home.jars("lib");
        for (Path file : jars) {
            try (JarFile jar = new JarFile(file.toFile())) {
                for (String needed : NEEDED.keySet()) {
                    if (jar.getEntry(needed) != null) {
                        found.computeIfAbsent(needed, key -> new ArrayList<>()).add(file);
                    }
                }
                if (jar.getEntry(SLF4J_2) != null) {
                    findings.add(
                            Finding.fail(
                                    name(),
                                    file.getFileName() + " is slf4j 2; Flink's binding is for 1.7",
                                    "Remove it: with it all logs vanish."));
                }
            }
        }
        NEEDED.forEach(
                (needed, artifact) -> {
                    List<Path> in = found.getOrDefault(needed, List.of());
                    if (in.isEmpty()) {
                        findings.add(
                                Finding.fail(
                                        name(),
                                        "no jar in "
                                                + home.folder().resolve("lib")
                                                + " has "
                                                + artifact,
                                        "Copy docker/target/image/lib-engine and lib-sluice there"
                                                + " ('mvn package' fills them)."));
                    } else if (in.size() > 1) {
                        findings.add(
                                Finding.fail(
                                        name(),
                                        artifact + " is there twice: " + names(in),
                                        "Keep the one that this build brings"
                                                + " (docker/target/image) and remove the others."));
                    }
                });
        return findings.isEmpty()
                ? List.of(
                        Finding.ok(name(), jars.size() + " jars, engine and inference among them"))
                : findings;
    }

    private static List<String> names(List<Path> jars) {
        return jars.stream().map(jar -> jar.getFileName().toString()).toList();
    }
}
