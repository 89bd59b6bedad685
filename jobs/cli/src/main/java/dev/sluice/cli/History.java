// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.fraud.LabelledTransaction;
import dev.sluice.fraud.TransactionCsv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Transactions in order, from a file or from the simulator. */
interface History extends Iterator<LabelledTransaction>, AutoCloseable {

    @Override
    void close() throws IOException;

    /** What an iterator gives; closing it does nothing. */
    static History of(Iterator<LabelledTransaction> transactions) {
        return new History() {
            @Override
            public boolean hasNext() {
                return transactions.hasNext();
            }

            @Override
            public LabelledTransaction next() {
                return transactions.next();
            }

            @Override
            public void close() {}
        };
    }

    /**
     * What a file holds.
     *
     * @throws IOException if its beginning cannot be read; later errors are {@link
     *     UncheckedIOException}s
     */
    static History of(TransactionCsv file) throws IOException {
        TransactionCsv.Reader reader = file.open();
        return new History() {
            private LabelledTransaction ahead = reader.next();

            @Override
            public boolean hasNext() {
                return ahead != null;
            }

            @Override
            public LabelledTransaction next() {
                if (ahead == null) {
                    throw new NoSuchElementException("the file has ended");
                }
                LabelledTransaction current = ahead;
                try {
                    ahead = reader.next();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return current;
            }

            @Override
            public void close() throws IOException {
                reader.close();
            }
        };
    }
}
