// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The table of a campaign in the documentation. */
final class CampaignTable {

    private static final String BEGIN = "<!-- campaign -->";
    private static final String END = "<!-- end of campaign -->";
    private static final double MS = 1e3;

    private CampaignTable() {}

    /** Puts the table of a campaign in the place of the one before it. */
    static void write(Path page, List<Outcome> outcomes) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(
                    page + " has no place for the table; expected " + BEGIN + " and " + END);
        }
        Files.writeString(
                page,
                text.substring(0, begin + BEGIN.length())
                        + "\n"
                        + table(outcomes)
                        + text.substring(end));
    }

    static String table(List<Outcome> outcomes) {
        return "| fault | seed | mode | events | lost, doubled, invented | restores | repeated | aborted"
                + " | longest silence, s | run, s |\n|---|--:|---|--:|---|--:|--:|--:|--:|--:|\n"
                + outcomes.stream().map(CampaignTable::row).collect(Collectors.joining());
    }

    private static String row(Outcome outcome) {
        Ledger ledger = outcome.ledger();
        return "| "
                + String.join(
                        " | ",
                        outcome.kind() + "",
                        outcome.seed() + "",
                        outcome.mode() + "",
                        ledger.sent() + "",
                        ledger.lost().size()
                                + ", "
                                + ledger.doubled().size()
                                + ", "
                                + ledger.invented().size(),
                        outcome.restores() + "",
                        outcome.repeated() + "",
                        outcome.aborted() + "",
                        String.format("%.1f", outcome.silence().toMillis() / MS),
                        String.format("%.0f", outcome.wall().toMillis() / MS))
                + " |\n";
    }
}
