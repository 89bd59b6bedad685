// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What a demo sends.
 *
 * @param history events, in order
 * @param count how many of them at most
 */
record DemoEvents(History<PastEvent> history, long count) implements AutoCloseable {

    /** Simulated ones. */
    static DemoEvents simulated(UseCaseKit kit, long count, long seed) throws IOException {
        return new DemoEvents(kit.simulated(count, seed).events(), count);
    }

    /** The first ones of a file. */
    static DemoEvents first(UseCaseKit kit, long count, Path file) throws IOException {
        return new DemoEvents(kit.recorded(file).events(), count);
    }

    /**
     * Those of a range of a file, and before them what their features depend on.
     *
     * @throws UsageException if there are none in the range
     */
    static DemoEvents between(UseCaseKit kit, Instant from, Instant to, Path file)
            throws IOException {
        Past past = kit.recorded(file);
        if (count(past, from, to) == 0) {
            throw new UsageException(
                    "There are no "
                            + kit.useCase().vocabulary().event()
                            + "s from "
                            + from
                            + " to "
                            + to
                            + " in "
                            + file);
        }
        Instant warmUp = from.minus(kit.lookBack());
        return new DemoEvents(HistoryRange.of(past.events(), warmUp, to), count(past, warmUp, to));
    }

    @Override
    public void close() throws IOException {
        history.close();
    }

    private static long count(Past past, Instant from, Instant to) throws IOException {
        try (History<PastEvent> range = HistoryRange.of(past.events(), from, to)) {
            long count = 0;
            while (range.hasNext()) {
                range.next();
                count++;
            }
            return count;
        }
    }
}
