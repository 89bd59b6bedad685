// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.doctor;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of a Flink as it is unpacked or in an image.
 *
 * @param folder the folder with lib/ and conf/
 */
record FlinkHome(Path folder) {

    /** Jars of a folder in it, by name; none if there is no such folder. */
    List<Path> jars(String name) throws IOException {
        Path jars = folder.resolve(name);
        if (!Files.isDirectory(jars)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(jars)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }

    /** Its settings; none if it has no file of them. */
    Configuration settings() {
        Path conf = folder.resolve("conf");
        return Files.isRegularFile(conf.resolve("config.yaml"))
                ? GlobalConfiguration.loadConfiguration(conf.toString())
                : new Configuration();
    }
}
