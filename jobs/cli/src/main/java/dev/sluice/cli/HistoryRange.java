// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.fraud.LabelledTransaction;

import java.io.IOException;
import java.time.Instant;
import java.util.NoSuchElementException;

/** The transactions of a range of time, of a history that is in time order. */
final class HistoryRange implements History {

    private final History all;
    private final long toMs;
    private LabelledTransaction ahead;

    private HistoryRange(History all, long fromMs, long toMs) {
        this.all = all;
        this.toMs = toMs;
        advance();
        while (ahead != null && timeMs(ahead) < fromMs) {
            advance();
        }
    }

    /**
     * The part of a history from a time on and before another.
     *
     * @param all closed with the range
     */
    static History of(History all, Instant from, Instant to) {
        return new HistoryRange(all, from.toEpochMilli(), to.toEpochMilli());
    }

    @Override
    public boolean hasNext() {
        return ahead != null;
    }

    @Override
    public LabelledTransaction next() {
        if (ahead == null) {
            throw new NoSuchElementException("the range has ended");
        }
        LabelledTransaction current = ahead;
        advance();
        return current;
    }

    @Override
    public void close() throws IOException {
        all.close();
    }

    private void advance() {
        ahead = all.hasNext() ? all.next() : null;
        if (ahead != null && timeMs(ahead) >= toMs) {
            ahead = null;
        }
    }

    private static long timeMs(LabelledTransaction labelled) {
        return labelled.transaction().eventTimeMs();
    }
}
