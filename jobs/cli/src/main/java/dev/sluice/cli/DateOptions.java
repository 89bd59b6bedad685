// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import picocli.CommandLine.Option;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A range of UTC days. */
final class DateOptions {

    @Option(
            names = "--from",
            required = true,
            paramLabel = "DATE",
            description = "First day (UTC), such as 2018-07-25.")
    private LocalDate from;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DATE",
            description = "Day after the last one (UTC).")
    private LocalDate to;

    Instant from() {
        if (!from.isBefore(to)) {
            throw new UsageException(
                    "--from is " + from + " and --to is " + to + "; expected --from before --to");
        }
        return from.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    Instant to() {
        return to.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
