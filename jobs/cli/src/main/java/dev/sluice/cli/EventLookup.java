// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.fraud.CardTransaction;
import dev.sluice.fraud.LabelledTransaction;
import dev.sluice.fraud.TransactionCsv;

import java.io.IOException;
import java.util.List;

/**
 * One transaction, looked for in a file.
 *
 * @param looked transactions of the range that were looked at
 * @param found the transaction; none or one
 */
record EventLookup(long looked, List<LabelledTransaction> found) {

    /** Looks for the first transaction of an id within a range of time. */
    static EventLookup of(TransactionCsv file, String id, SearchOptions range) throws IOException {
        long from = range.first().toEpochMilli();
        long to = range.end().toEpochMilli();
        long looked = 0;
        try (History history = History.of(file)) {
            while (history.hasNext()) {
                LabelledTransaction next = history.next();
                CardTransaction transaction = next.transaction();
                if (transaction.eventTimeMs() >= to) {
                    break;
                }
                if (transaction.eventTimeMs() >= from) {
                    looked++;
                    if (transaction.transactionId().equals(id)) {
                        return new EventLookup(looked, List.of(next));
                    }
                }
            }
        }
        return new EventLookup(looked, List.of());
    }
}
