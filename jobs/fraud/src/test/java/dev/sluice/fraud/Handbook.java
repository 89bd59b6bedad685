// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The handbook's transactions; tests that need them are skipped where they are absent. */
final class Handbook {

    private static final String FILE = "handbook/transactions.csv.gz";

    private Handbook() {}

    /** Folder from the property {@code sluice.data}, else {@code shared/data} beside or above. */
    static Path transactions() {
        String folder = System.getProperty("sluice.data");
        Path found = folder == null ? above() : Path.of(folder).resolve(FILE);
        assumeTrue(
                found != null && Files.exists(found),
                "No " + FILE + " in -Dsluice.data or in shared/data above here: skipped.");
        return found;
    }

    private static Path above() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path candidate = at.resolve("shared/data").resolve(FILE);
            if (Files.exists(candidate)) {
                return candidate;
            }
        }
        return null;
    }
}
