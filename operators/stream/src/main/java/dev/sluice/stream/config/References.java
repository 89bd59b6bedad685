// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * References in values: {@code ${env:NAME}} stands for an environment variable, {@code
 * ${file:PATH}} for the content of a file without the line break at its end, which is how
 * Kubernetes mounts a secret.
 */
public final class References {

    /** Kinds of references, which are the names of the providers of Kafka's clients, too. */
    public static final String ENVIRONMENT = "env";

    /** See {@link #ENVIRONMENT}. */
    public static final String FILE = "file";

    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\{(" + ENVIRONMENT + "|" + FILE + "):([^}]*)}");

    private static final int MOST_BYTES = 1 << 20;

    private References() {}

    /** Whether there is a reference in a value. */
    public static boolean isIn(String value) {
        return REFERENCE.matcher(value).find();
    }

    /** A value with something else in the place of its references. */
    public static String replace(String value, String replacement) {
        return REFERENCE.matcher(value).replaceAll(Matcher.quoteReplacement(replacement));
    }

    /**
     * What a value stands for in this process.
     *
     * @throws ConfigException naming the variable or the file that is missing
     */
    public static String resolve(String value) {
        return resolve(value, System.getenv());
    }

    static String resolve(String value, Map<String, String> environment) {
        UnaryOperator<String> variables = name -> variable(name, environment);
        return REFERENCE
                .matcher(value)
                .replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        found.group(1).equals(FILE)
                                                ? file(found.group(2))
                                                : variables.apply(found.group(2))));
    }

    /**
     * The environment variable of a name.
     *
     * @throws ConfigException if there is none
     */
    public static String variable(String name) {
        return variable(name, System.getenv());
    }

    private static String variable(String name, Map<String, String> environment) {
        String value = environment.get(name);
        if (value == null) {
            throw new ConfigException(
                    "${env:"
                            + name
                            + "} names an environment variable that is not set; expected it in the"
                            + " environment of every process of the job");
        }
        return value;
    }

    /**
     * The content of a file, without the line break at its end.
     *
     * @throws ConfigException if it cannot be read
     */
    public static String file(String path) {
        try {
            Path file = Path.of(path);
            if (Files.isRegularFile(file) && Files.size(file) > MOST_BYTES) {
                throw unreadable(path, "it has more than " + MOST_BYTES + " bytes");
            }
            return Files.readString(file, StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
        } catch (IOException e) {
            throw unreadable(path, e.getClass().getSimpleName());
        } catch (InvalidPathException e) {
            throw unreadable(path, e.getMessage());
        }
    }

    private static ConfigException unreadable(String path, String why) {
        return new ConfigException(
                "${file:"
                        + path
                        + "} names a file that cannot be read ("
                        + why
                        + "); expected a text file of UTF-8 where every process of the job runs");
    }
}
