// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Times the extraction of a feature table: FILE FROM TO PARALLELISM. */
final class ExtractMain {

    private ExtractMain() {}

    public static void main(String[] args) throws Exception {
        long start = System.nanoTime();
        FraudFeatureTable table =
                FraudFeatureTable.extract(
                        TransactionCsv.of(Path.of(args[0])),
                        new TableRequest(
                                Instant.parse(args[1]),
                                Instant.parse(args[2]),
                                Integer.parseInt(args[3]),
                                Files.createTempDirectory("extract")));
        int frauds = 0;
        for (boolean fraud : table.fraud()) {
            frauds += fraud ? 1 : 0;
        }
        System.out.printf(
                "%d rows, %d frauds, %.1f s%n",
                table.table().rows(), frauds, (System.nanoTime() - start) / 1e9);
    }
}
