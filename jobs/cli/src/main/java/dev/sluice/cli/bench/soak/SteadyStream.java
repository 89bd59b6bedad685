// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.soak;

import dev.sluice.cli.bench.plumbing.EventStream;
import dev.sluice.fraud.CardTransaction;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A stream whose state stops growing: a fixed number of customers and terminals, and a time that
 * goes so fast that windows and histories are full when the warm-up is over.
 */
public final class SteadyStream {

    /**
     * So few that each has several hundred events within the longest window: its state has found
     * its shape by the end of the warm-up. With a hundred or so, one after the other would come by
     * chance to hold more than a single node of windows, all through the run.
     */
    static final int CUSTOMERS = 300;

    static final int TERMINALS = 150;

    /** As long as anything is remembered of a customer, and a week in which it is let go. */
    private static final long FILLED_MS = Duration.ofDays(67).toMillis();

    private static final long SEED = 13;
    private static final long START_MS =
            LocalDate.of(2020, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    private static final int HIGHEST_MINOR = 20_000;

    private SteadyStream() {}

    /** A stream of a number of events, full after some of them. */
    public static EventStream of(int events, int warmUp) {
        return new EventStream("steady", () -> transactions(events, Math.max(1, warmUp)));
    }

    private static Iterator<CardTransaction> transactions(int events, int warmUp) {
        SplittableRandom random = new SplittableRandom(SEED);
        return IntStream.range(0, events)
                .mapToObj(
                        number ->
                                new CardTransaction(
                                        Integer.toString(number),
                                        START_MS + number * FILLED_MS / warmUp,
                                        Integer.toString(random.nextInt(CUSTOMERS)),
                                        Integer.toString(random.nextInt(TERMINALS)),
                                        random.nextInt(HIGHEST_MINOR)))
                .iterator();
    }
}
