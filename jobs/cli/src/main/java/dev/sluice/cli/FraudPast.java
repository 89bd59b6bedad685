// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.fraud.FraudFeatureTable;
import dev.sluice.fraud.LabelledTransaction;
import dev.sluice.fraud.TransactionSource;

import java.io.IOException;
import java.time.Instant;

/**
 * Card transactions of the past.
 *
 * @param source the transactions, for features
 * @param reader the transactions, one by one
 */
record FraudPast(TransactionSource source, Reader reader) implements Past {

    /** Opens the transactions from the first on. */
    @FunctionalInterface
    interface Reader {
        History<LabelledTransaction> open() throws IOException;
    }

    @Override
    public History<PastEvent> events() throws IOException {
        FraudEvent.Formats formats = new FraudEvent.Formats();
        return reader.open().map(labelled -> new FraudEvent(labelled, formats));
    }

    @Override
    public LabelledTable features(Instant from, Instant to) throws IOException {
        FraudFeatureTable features = FraudHistory.features(source, from, to);
        return new LabelledTable(features.table(), features.fraud());
    }
}
