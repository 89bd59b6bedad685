// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.fraud.LabelledTransaction;
import dev.sluice.fraud.TransactionCsv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;

/**
 * Events in order of time, from a file or from a simulation.
 *
 * @param <T> an event
 */
interface History<T> extends Iterator<T>, AutoCloseable {

    @Override
    void close() throws IOException;

    /** The same events as something else; closing it closes this one. */
    default <R> History<R> map(Function<? super T, ? extends R> mapping) {
        History<T> from = this;
        return of(
                new Iterator<R>() {
                    @Override
                    public boolean hasNext() {
                        return from.hasNext();
                    }

                    @Override
                    public R next() {
                        return mapping.apply(from.next());
                    }
                },
                from::close);
    }

    /** What an iterator gives; closing it does nothing. */
    static <T> History<T> of(Iterator<T> events) {
        return of(events, () -> {});
    }

    /** What an iterator gives, and how what is behind it is closed. */
    static <T> History<T> of(Iterator<T> events, Closing closing) {
        return new History<>() {
            @Override
            public boolean hasNext() {
                return events.hasNext();
            }

            @Override
            public T next() {
                return events.next();
            }

            @Override
            public void close() throws IOException {
                closing.close();
            }
        };
    }

    /** Closes what a history reads. */
    @FunctionalInterface
    interface Closing {
        void close() throws IOException;
    }

    /**
     * What a file of transactions holds.
     *
     * @throws IOException if its beginning cannot be read; later errors are {@link
     *     UncheckedIOException}s
     */
    static History<LabelledTransaction> of(TransactionCsv file) throws IOException {
        TransactionCsv.Reader reader = file.open();
        return new History<>() {
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
