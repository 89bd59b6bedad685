// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.testing;

import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Published data sets, which are not part of the product: tests without them are skipped. */
public final class PublicData {

    private PublicData() {}

    /**
     * A file or folder below the property {@code sluice.data}, else below a {@code shared/data}
     * beside or above the working directory; the test that asks is skipped where it is absent.
     */
    public static Path find(String name) {
        String folder = System.getProperty("sluice.data");
        Path found = folder == null ? above(name) : Path.of(folder).resolve(name);
        assumeTrue(
                found != null && Files.exists(found),
                "No " + name + " in -Dsluice.data or in shared/data above here: skipped.");
        return found;
    }

    private static Path above(String name) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path candidate = at.resolve("shared/data").resolve(name);
            if (Files.exists(candidate)) {
                return candidate;
            }
        }
        return null;
    }
}
