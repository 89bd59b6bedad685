// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.fraud.FraudFeatureTable;
import dev.sluice.fraud.LabelledTransaction;
import dev.sluice.fraud.TransactionCsv;
import dev.sluice.fraud.TransactionSource;
import dev.sluice.stream.feature.TableRequest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Featurized transactions of the past, from a file or from the simulator. */
final class FraudHistory {

    private FraudHistory() {}

    /**
     * Transactions of a CSV file.
     *
     * @throws UsageException if there is no such file
     */
    static TransactionCsv file(Path file) {
        if (!Files.isReadable(file)) {
            throw new UsageException(
                    "--data is "
                            + file.toAbsolutePath()
                            + ", which is no readable file; expected "
                            + TransactionCsv.HEADER
                            + " as .csv or .csv.gz");
        }
        return TransactionCsv.of(file);
    }

    /**
     * Start of the day of the first transaction of a file.
     *
     * @throws UsageException if there is none
     */
    static Instant begin(TransactionCsv file) throws IOException {
        try (History<LabelledTransaction> history = History.of(file)) {
            if (!history.hasNext()) {
                throw new UsageException("There are no transactions in the data");
            }
            return Instant.ofEpochMilli(history.next().transaction().eventTimeMs())
                    .truncatedTo(ChronoUnit.DAYS);
        }
    }

    /**
     * Features of the transactions of a range of time.
     *
     * @throws UsageException if there are none
     */
    static FraudFeatureTable features(TransactionSource source, Instant from, Instant to)
            throws IOException {
        try (Scratch scratch = Scratch.create()) {
            FraudFeatureTable table =
                    FraudFeatureTable.extract(
                            source,
                            new TableRequest(
                                    from,
                                    to,
                                    Runtime.getRuntime().availableProcessors(),
                                    scratch.folder()));
            if (table.table().rows() == 0) {
                throw new UsageException(
                        "There are no transactions from " + from + " to " + to + " in the data");
            }
            return table;
        }
    }
}
