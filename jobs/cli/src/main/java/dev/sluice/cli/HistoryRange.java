// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.NoSuchElementException;

/** The events of a range of time, of a history that is in time order. */
final class HistoryRange implements History<PastEvent> {

    private final History<PastEvent> all;
    private final long toMs;
    private PastEvent ahead;

    private HistoryRange(History<PastEvent> all, long fromMs, long toMs) {
        this.all = all;
        this.toMs = toMs;
        advance();
        while (ahead != null && ahead.timeMs() < fromMs) {
            advance();
        }
    }

    /**
     * The part of a history from a time on and before another.
     *
     * @param all closed with the range
     */
    static History<PastEvent> of(History<PastEvent> all, Instant from, Instant to) {
        return new HistoryRange(all, from.toEpochMilli(), to.toEpochMilli());
    }

    @Override
    public boolean hasNext() {
        return ahead != null;
    }

    @Override
    public PastEvent next() {
        if (ahead == null) {
            throw new NoSuchElementException("the range has ended");
        }
        PastEvent current = ahead;
        advance();
        return current;
    }

    @Override
    public void close() throws IOException {
        all.close();
    }

    private void advance() {
        ahead = all.hasNext() ? all.next() : null;
        if (ahead != null && ahead.timeMs() >= toMs) {
            ahead = null;
        }
    }
}
