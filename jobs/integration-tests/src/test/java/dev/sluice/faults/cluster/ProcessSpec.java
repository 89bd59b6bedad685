// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults.cluster;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A Java process that can be started, and started again.
 *
 * @param name names its log
 * @param logs folder of the logs
 * @param classPath jars and folders
 * @param jvmOptions options of the virtual machine
 * @param main class that runs
 * @param arguments its arguments
 * @param wrapper command that starts the whole in surroundings of its own, empty for none
 */
record ProcessSpec(
        String name,
        Path logs,
        List<Path> classPath,
        List<String> jvmOptions,
        String main,
        List<String> arguments,
        List<String> wrapper) {

    ProcessSpec(
            String name,
            Path logs,
            List<Path> classPath,
            List<String> jvmOptions,
            String main,
            List<String> arguments) {
        this(name, logs, classPath, jvmOptions, main, arguments, List.of());
    }

    List<String> command() {
        List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(
                classPath.stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)));
        command.add(Leash.class.getName());
        command.add(main);
        command.addAll(arguments);
        return command;
    }

    Path output() {
        return logs.resolve(name + ".log");
    }
}
