// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** Who follows the runbook finds commands, options and metrics that there are. */
class DocumentedCommandsTest {

    private static final Path REPOSITORY = Path.of("..", "..");
    private static final List<String> PAGES = List.of("docs/runbook.md", "docs/cluster.md");
    private static final Pattern CELL =
            Pattern.compile("`([a-z][A-Za-z]*[A-Z][A-Za-z]*|precision|recall|caught)`");

    /** Metrics of Flink and of its Kafka connector. */
    private static final Set<String> FLINKS =
            Set.of(
                    "currentOutputWatermark",
                    "pendingRecords",
                    "busyTimeMsPerSecond",
                    "backPressuredTimeMsPerSecond");

    static List<String> commands() throws IOException {
        Set<String> commands = new TreeSet<>();
        for (String page : PAGES) {
            for (String line : Files.readAllLines(REPOSITORY.resolve(page))) {
                if (line.startsWith("./sluice ")) {
                    commands.add(line);
                }
            }
        }
        return List.copyOf(commands);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void isACommand(String line) {
        String[] words = line.substring("./sluice ".length()).split(" +");

        assertThatCode(() -> Sluice.commandLine().parseArgs(words))
                .as(line)
                .doesNotThrowAnyException();
    }

    @Test
    void thereAreCommandsOnEachPage() throws IOException {
        assertThat(commands()).hasSizeGreaterThan(10);
    }

    @Test
    void everyMetricOfTheRunbookIsOneOfTheCode() throws IOException {
        Set<String> named = new TreeSet<>();
        boolean inTable = false;
        for (String line : Files.readAllLines(REPOSITORY.resolve("docs/runbook.md"))) {
            inTable = line.startsWith("| metric") || inTable && line.startsWith("|");
            if (inTable) {
                // what it tells may name options
                Matcher matcher = CELL.matcher(line.split("\\|")[1]);
                while (matcher.find()) {
                    named.add(matcher.group(1));
                }
            }
        }
        named.removeAll(FLINKS);
        String code = code();

        assertThat(named)
                .hasSizeGreaterThan(20)
                .allMatch(metric -> code.contains('"' + metric + '"'));
    }

    private static String code() throws IOException {
        try (Stream<Path> files =
                Files.walk(REPOSITORY.resolve("operators/stream/src/main/java"))) {
            return files.filter(file -> file.toString().endsWith("Metrics.java"))
                    .map(
                            file -> {
                                try {
                                    return Files.readString(file);
                                } catch (IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                }
                            })
                    .collect(Collectors.joining());
        }
    }
}
