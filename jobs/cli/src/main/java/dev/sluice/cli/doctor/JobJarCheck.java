// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** No job brings what lib/ has: natives that load twice end the process. */
final class JobJarCheck implements Check {

    private static final List<String> FOREIGN =
            List.of("ai/djl/", "org/tensorflow/", "org/bytedeco/", "dev/sluice/inference/");

    private final FlinkHome home;

    JobJarCheck(FlinkHome home) {
        this.home = home;
    }

    @Override
    public String name() {
        return "usrlib/ of Flink";
    }

    @Override
    public List<Finding> run() throws IOException {
        List<Finding> findings = new ArrayList<>();
        List<Path> jars = home.jars("usrlib");
        for (Path file : jars) {
            try (JarFile jar = new JarFile(file.toFile())) {
                Optional<String> foreign =
                        jar.stream()
                                .map(JarEntry::getName)
                                .filter(entry -> FOREIGN.stream().anyMatch(entry::startsWith))
                                .findFirst();
                foreign.ifPresent(
                        entry ->
                                findings.add(
                                        Finding.fail(
                                                name(),
                                                file.getFileName() + " has " + entry,
                                                "Take the *-job.jar of 'mvn package': a second"
                                                        + " copy of TensorFlow ends the"
                                                        + " TaskManager.")));
            }
        }
        return findings.isEmpty()
                ? List.of(Finding.ok(name(), jars.size() + " jar(s), none with an engine"))
                : findings;
    }
}
