// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A history in which every hundredth transaction comes twice and times tie now and then. */
final class RepeatingSource implements TransactionSource {

    private static final long serialVersionUID = 1L;

    private final TransactionSource source;

    RepeatingSource(TransactionSource source) {
        this.source = source;
    }

    @Override
    public int parts() {
        return source.parts();
    }

    @Override
    public void read(int part, Consumer<LabelledTransaction> sink) throws IOException {
        List<LabelledTransaction> all = new ArrayList<>();
        source.read(part, all::add);
        for (int i = 0; i < all.size(); i++) {
            LabelledTransaction labelled = all.get(i);
            if (i % 10 == 0 && i > 0) {
                labelled = like(labelled, all.get(i - 1));
            }
            sink.accept(labelled);
            if (i % 100 == 0) {
                sink.accept(labelled);
            }
        }
    }

    /** The same moment, customer and terminal: a tie at both keys. */
    private static LabelledTransaction like(
            LabelledTransaction labelled, LabelledTransaction other) {
        CardTransaction transaction = other.transaction();
        return new LabelledTransaction(
                new CardTransaction(
                        labelled.transaction().transactionId(),
                        transaction.eventTimeMs(),
                        transaction.customerId(),
                        transaction.terminalId(),
                        labelled.transaction().amountMinor()),
                labelled.fraud(),
                labelled.scenario());
    }
}
