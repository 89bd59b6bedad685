// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Where Jazzer comes in: the first byte chooses the target, the rest is what it reads. */
public final class JazzerEntry {

    private static List<FuzzTarget> targets;

    private JazzerEntry() {}

    /** Makes the folders that Jazzer works with, and in one of them the seeds of all targets. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0], "inputs"));
        Files.createDirectories(Path.of(arguments[0], "found"));
        List<FuzzTarget> all = Targets.all(Files.createTempDirectory("fuzz-"));
        for (int target = 0; target < all.size(); target++) {
            List<byte[]> seeds = all.get(target).seeds();
            for (int seed = 0; seed < seeds.size(); seed++) {
                byte[] body = seeds.get(seed);
                byte[] input = new byte[body.length + 1];
                input[0] = (byte) target;
                System.arraycopy(body, 0, input, 1, body.length);
                Files.write(folder.resolve(all.get(target) + "-" + seed), input);
            }
        }
    }

    /** Called by Jazzer once. */
    public static void fuzzerInitialize() throws IOException {
        targets = Targets.all(Files.createTempDirectory("fuzz-"));
    }

    /** Called by Jazzer with every input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        if (input.length > 0) {
            targets.get((input[0] & 0xFF) % targets.size())
                    .reader()
                    .read(Arrays.copyOfRange(input, 1, input.length));
        }
    }
}
