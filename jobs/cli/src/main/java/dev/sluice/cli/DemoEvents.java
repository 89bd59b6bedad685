// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.fraud.FraudFeatures;
import dev.sluice.fraud.TransactionCsv;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What a demo sends.
 *
 * @param history transactions, in order
 * @param count how many of them at most
 */
record DemoEvents(History history, long count) implements AutoCloseable {

    /** Simulated ones. */
    static DemoEvents simulated(long count, long seed) {
        return new DemoEvents(History.of(SimulatedHistory.stream(count, seed).iterator()), count);
    }

    /** The first ones of a file. */
    static DemoEvents first(long count, Path file) throws IOException {
        return new DemoEvents(History.of(FraudHistory.file(file)), count);
    }

    /**
     * Those of a range of a file, and before them what their features depend on.
     *
     * @throws UsageException if there are none in the range
     */
    static DemoEvents between(Instant from, Instant to, Path file) throws IOException {
        TransactionCsv csv = FraudHistory.file(file);
        if (count(csv, from, to) == 0) {
            throw new UsageException(
                    "There are no transactions from " + from + " to " + to + " in " + file);
        }
        Instant warmUp = from.minus(FraudFeatures.LOOK_BACK);
        return new DemoEvents(HistoryRange.of(History.of(csv), warmUp, to), count(csv, warmUp, to));
    }

    @Override
    public void close() throws IOException {
        history.close();
    }

    private static long count(TransactionCsv csv, Instant from, Instant to) throws IOException {
        try (History range = HistoryRange.of(History.of(csv), from, to)) {
            long count = 0;
            while (range.hasNext()) {
                range.next();
                count++;
            }
            return count;
        }
    }
}
