// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** All differences of two policies as CSV, one row an event, the most costly first. */
public final class DiffCsv {

    private static final String HEADER =
            "event_id,event_time_ms,entity,stake,bad,cost_difference,"
                    + "first_outcome,first_probability,first_source,first_reason,"
                    + "second_outcome,second_probability,second_source,second_reason";

    private DiffCsv() {}

    /** Writes a file, replacing it. */
    public static void write(Path file, DecisionDiff diff) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(HEADER);
            out.write('\n');
            for (DecisionDiff.Row row : diff.rows()) {
                out.write(row(row));
                out.write('\n');
            }
        }
    }

    private static String row(DecisionDiff.Row row) {
        return String.format(
                Locale.ROOT,
                "%s,%d,%s,%d,%d,%s,%s,%s",
                DecisionCsv.quoted(row.eventId()),
                row.eventTimeMs(),
                DecisionCsv.quoted(row.entityKey()),
                row.stake(),
                row.bad() ? 1 : 0,
                row.costDifference(),
                side(row.first()),
                side(row.second()));
    }

    private static String side(DecisionDiff.Side side) {
        return side.outcome()
                + ","
                + side.probability()
                + ","
                + side.source()
                + ","
                + side.reason();
    }
}
