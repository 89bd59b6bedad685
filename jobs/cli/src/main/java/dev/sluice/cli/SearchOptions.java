// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import picocli.CommandLine.Option;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Where among recorded events one is looked for, and from when on the gate is replayed. */
final class SearchOptions {

    /** The gate needs a past: what is left of its budget depends on it. */
    private static final Duration RUN_UP = Duration.ofDays(1);

    @Option(names = "--at", paramLabel = "DATE", description = "Day of the event (UTC).")
    private LocalDate at;

    @Option(
            names = "--from",
            paramLabel = "DATE",
            description =
                    "First day (UTC) to look at, and from which the gate is replayed; as in the"
                            + " backtest that decided the event.")
    private LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "Day after the last one (UTC).")
    private LocalDate to;

    boolean isGiven() {
        return at != null || from != null || to != null;
    }

    /**
     * Refuses what contradicts itself.
     *
     * @throws UsageException naming the options
     */
    void require() {
        if (at != null && (from != null || to != null)) {
            throw new UsageException(
                    "--at is " + at + " and so are --from or --to; expected one or the other");
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw new UsageException(
                    "--from is " + from + " and --to is " + to + "; expected --from before --to");
        }
    }

    /** The first time to look at. */
    Instant first() {
        LocalDate day = at == null ? from : at;
        return day == null ? Instant.EPOCH : start(day);
    }

    /** The time after the last one to look at. */
    Instant end() {
        LocalDate day = at == null ? to : at.plusDays(1);
        return day == null ? Instant.ofEpochMilli(Long.MAX_VALUE) : start(day);
    }

    /** From when on the gate is replayed for an event: the day before it where nobody says. */
    Instant replayFrom(Instant event) {
        return from == null ? runUp(event) : start(from);
    }

    /** From when on features are needed: what is typical takes a day to tell. */
    Instant featuresFrom(Instant event) {
        Instant replay = replayFrom(event);
        return replay.isBefore(runUp(event)) ? replay : runUp(event);
    }

    private static Instant runUp(Instant event) {
        return start(LocalDate.ofInstant(event, ZoneOffset.UTC)).minus(RUN_UP);
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
