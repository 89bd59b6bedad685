// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.backtest.NamedPolicy;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.stream.model.ModelJson;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Policies by the files that they are in, and files for what they decide. */
final class PolicyFiles {

    private static final String BESIDE = "policy";

    private PolicyFiles() {}

    /**
     * The policies of some files, under the names of the files.
     *
     * @throws UsageException naming a file that is missing or no policy
     */
    static List<NamedPolicy> read(List<Path> files) throws IOException {
        List<NamedPolicy> policies = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Path file : files) {
            policies.add(new NamedPolicy(unique(stem(file), names), policy(file)));
        }
        return policies;
    }

    /** The policy beside the models. */
    static NamedPolicy beside(Policy policy) {
        return new NamedPolicy(BESIDE, policy);
    }

    /** The file itself for the first policy, a file with a number beside it for the others. */
    static Path numbered(Path file, int number) {
        if (number == 1) {
            return file;
        }
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String ending = dot > 0 ? name.substring(dot) : "";
        return file.resolveSibling(stem + "-" + number + ending);
    }

    private static Policy policy(Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new UsageException(
                    "--policy is " + file.toAbsolutePath() + ", which is no readable file");
        }
        try {
            return ModelJson.policy(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new UsageException(file + ": " + e.getMessage(), e);
        }
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** Files of the same name in different folders get a number each. */
    private static String unique(String stem, Set<String> names) {
        String name = stem;
        for (int number = 2; !names.add(name); number++) {
            name = stem + "-" + number;
        }
        return name;
    }
}
