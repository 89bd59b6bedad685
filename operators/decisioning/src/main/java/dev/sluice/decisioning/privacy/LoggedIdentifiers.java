// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.privacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Identifiers as they appear in logs, and in whatever may end there: texts of exceptions, and of
 * records, which Flink puts into its own messages.
 *
 * <p>How they are shown belongs to the process, as its logs do, and is read from its environment
 * once: {@value #MODE} is {@code hash} (the default), {@code mask} or {@code plain}; {@value
 * #KEY_FILE} is the file with the key of the hashes. Without a key one is drawn: then hashes of two
 * processes cannot be compared. What cannot be understood hides identifiers, for a mistake in a
 * setting must neither show them nor stop a job that runs.
 */
public final class LoggedIdentifiers {

    /** Environment variable of the mode. */
    public static final String MODE = "SLUICE_LOG_IDENTIFIERS";

    /** Environment variable of the file with the key. */
    public static final String KEY_FILE = "SLUICE_LOG_KEY_FILE";

    private static final IdentifierMask MASK = of(System::getenv);

    private LoggedIdentifiers() {}

    /** An identifier as it may be logged. */
    public static String of(String identifier) {
        return MASK.of(identifier);
    }

    static IdentifierMask of(UnaryOperator<String> environment) {
        String mode = environment.apply(MODE);
        return switch (mode == null ? "hash" : mode.strip().toLowerCase(Locale.ROOT)) {
            case "plain" -> IdentifierMask.plain();
            case "mask" -> IdentifierMask.masked();
            default -> hashed(environment.apply(KEY_FILE));
        };
    }

    private static IdentifierMask hashed(String keyFile) {
        if (keyFile == null || keyFile.isBlank()) {
            return IdentifierMask.hashedAnew();
        }
        try {
            return IdentifierMask.hashed(Files.readAllBytes(Path.of(keyFile.strip())));
        } catch (IOException | IllegalArgumentException e) {
            return IdentifierMask.hashedAnew();
        }
    }
}
