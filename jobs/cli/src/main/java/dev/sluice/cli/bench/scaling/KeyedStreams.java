// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.scaling;

import dev.sluice.cli.bench.plumbing.EventStream;
import dev.sluice.fraud.CardTransaction;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Streams whose customers and terminals have as many events as is wanted, on the average, all
 * within four weeks: none of it leaves the longest windows.
 */
final class KeyedStreams {

    private static final long SEED = 11;
    private static final long START_MS =
            LocalDate.of(2020, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    private static final long SPAN_MS = Duration.ofDays(28).toMillis();
    private static final int HIGHEST_MINOR = 20_000;

    private KeyedStreams() {}

    /** A stream of a number of events, with a number of them for each key. */
    static EventStream of(int events, int eventsPerKey) {
        int keys = Math.max(1, events / eventsPerKey);
        return new EventStream("keys-" + eventsPerKey, () -> transactions(events, keys));
    }

    /**
     * A stream of a number of events over a number of customers and as many terminals, as many
     * events at least as there are of each.
     */
    static EventStream ofKeys(int events, int keys) {
        return new EventStream("of-" + keys + "-keys", () -> transactions(events, keys));
    }

    private static Iterator<CardTransaction> transactions(int events, int keys) {
        SplittableRandom random = new SplittableRandom(SEED);
        return IntStream.range(0, events)
                .mapToObj(
                        number ->
                                new CardTransaction(
                                        Integer.toString(number),
                                        START_MS + number * SPAN_MS / events,
                                        Integer.toString(random.nextInt(keys)),
                                        Integer.toString(random.nextInt(keys)),
                                        random.nextInt(HIGHEST_MINOR)))
                .iterator();
    }
}
