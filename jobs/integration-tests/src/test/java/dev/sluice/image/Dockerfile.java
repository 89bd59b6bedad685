// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Dockerfile says, as far as ours goes: stages, and in each its instructions in order.
 *
 * @param arguments defaults of the arguments before the first stage
 * @param stages by name, in order
 */
public record Dockerfile(Map<String, String> arguments, Map<String, Stage> stages) {

    private static final Pattern FROM = Pattern.compile("FROM (\\S+) AS (\\S+)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

    /**
     * A stage.
     *
     * @param base image or stage that it begins with
     * @param instructions what is done to it
     */
    public record Stage(String base, List<Instruction> instructions) {

        /** What all instructions of a kind say. */
        public List<String> all(String keyword) {
            return instructions.stream()
                    .filter(instruction -> instruction.keyword().equals(keyword))
                    .map(Instruction::rest)
                    .toList();
        }

        /** The variables that are set in it. */
        Map<String, String> environment() {
            Map<String, String> environment = new LinkedHashMap<>();
            for (String line : all("ENV")) {
                for (String pair : line.split(" +")) {
                    String[] parts = pair.split("=", 2);
                    environment.put(parts[0], parts[1]);
                }
            }
            return environment;
        }

        /** What it copies. */
        List<Copy> copies() {
            return all("COPY").stream().map(Copy::parse).toList();
        }
    }

    /**
     * An instruction.
     *
     * @param keyword its first word
     * @param rest all after it
     */
    public record Instruction(String keyword, String rest) {}

    /**
     * A COPY.
     *
     * @param from the stage that it copies from, empty for the build context
     * @param sources what is copied
     * @param target where to
     */
    public record Copy(String from, List<String> sources, String target) {

        static Copy parse(String rest) {
            List<String> words = new ArrayList<>(Arrays.asList(rest.split(" +")));
            String from = "";
            while (words.get(0).startsWith("--")) {
                String option = words.remove(0);
                if (option.startsWith("--from=")) {
                    from = option.substring("--from=".length());
                }
            }
            return new Copy(from, words.subList(0, words.size() - 1), words.get(words.size() - 1));
        }
    }

    /** Reads a file. */
    public static Dockerfile read(Path file) throws IOException {
        return parse(Files.readAllLines(file));
    }

    static Dockerfile parse(List<String> lines) {
        Map<String, String> arguments = new LinkedHashMap<>();
        Map<String, Stage> stages = new LinkedHashMap<>();
        List<Instruction> current = null;
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (!line.matches("[A-Z]+ \\S.*[^\\\\]")) {
                throw new IllegalArgumentException(
                        "'" + line + "' is no instruction on one line; the reader knows no other");
            }
            Matcher from = FROM.matcher(line);
            String[] parts = line.split(" +", 2);
            if (from.matches()) {
                current = new ArrayList<>();
                stages.put(from.group(2), new Stage(from.group(1), current));
            } else if (current != null) {
                current.add(new Instruction(parts[0], parts[1]));
            } else if (parts[0].equals("ARG")) {
                String[] pair = parts[1].split("=", 2);
                arguments.put(pair[0], pair[1]);
            } else {
                throw new IllegalArgumentException("'" + line + "' before the first FROM ... AS");
            }
        }
        return new Dockerfile(arguments, stages);
    }

    /** What a stage begins with, under the defaults of the arguments. */
    String base(Stage stage) {
        return substituted(stage.base());
    }

    /** A text with the defaults of the arguments in it. */
    String substituted(String text) {
        return VARIABLE.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(arguments.get(match.group(1))));
    }
}
