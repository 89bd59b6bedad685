// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.fraud.CardTransaction;
import dev.sluice.fraud.LabelledTransaction;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HistoryRangeTest {

    private static final FraudEvent.Formats FORMATS = new FraudEvent.Formats();

    @Test
    void beginsWithTheFirstMomentAndEndsBeforeTheLast() {
        assertThat(times(range(3, 5, 1, 2, 3, 3, 4, 5, 6))).containsExactly(3L, 3L, 4L);
    }

    @Test
    void isEmptyWhereTheHistoryHasNothing() {
        assertThat(times(range(3, 5, 1, 2, 5, 6))).isEmpty();
        assertThat(times(range(3, 5, 1, 2))).isEmpty();
        assertThat(times(range(3, 5))).isEmpty();
    }

    @Test
    void refusesToGoOnBehindItsEnd() {
        History<PastEvent> range = range(3, 5, 3, 6);
        range.next();

        assertThatThrownBy(range::next)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("has ended");
    }

    private static History<PastEvent> range(long from, long to, long... times) {
        return HistoryRange.of(
                History.of(
                                LongStream.of(times)
                                        .mapToObj(
                                                time ->
                                                        new LabelledTransaction(
                                                                new CardTransaction(
                                                                        "t", time, "c", "m", 100),
                                                                false,
                                                                0))
                                        .iterator())
                        .map(labelled -> new FraudEvent(labelled, FORMATS)),
                Instant.ofEpochMilli(from),
                Instant.ofEpochMilli(to));
    }

    private static List<Long> times(History<PastEvent> history) {
        List<Long> times = new ArrayList<>();
        history.forEachRemaining(next -> times.add(next.timeMs()));
        return times;
    }
}
