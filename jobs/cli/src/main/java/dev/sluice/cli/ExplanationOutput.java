// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.explain.Case;
import dev.sluice.cli.explain.ExplanationJson;
import dev.sluice.cli.explain.Masks;
import dev.sluice.cli.explain.Story;
import dev.sluice.cli.explain.Words;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Where explanations go.
 *
 * @param words words of the use case
 * @param json files to write JSON to, none or one
 * @param masking whether identifiers are hidden
 */
record ExplanationOutput(Words words, List<Path> json, Masking masking) {

    /** Whether identifiers are hidden. */
    enum Masking {
        ON,
        OFF
    }

    /** Writes what was found, the decision that stands last. */
    void write(PrintWriter out, long looked, long unreadable, List<Case> found) throws IOException {
        Masks masks = Masks.numbered(words);
        List<Case> shown = masking == Masking.ON ? found.stream().map(masks::of).toList() : found;
        writeJson(looked, unreadable, shown);
        for (int i = 0; i < shown.size(); i++) {
            Case told = shown.get(i);
            if (!told.place().isEmpty()) {
                out.printf(
                        "%sDecision %d of %d, %s%s%n",
                        i == 0 ? "" : "\n",
                        i + 1,
                        shown.size(),
                        told.place(),
                        i + 1 < shown.size() ? "" : ": this one stands");
            }
            out.print(Story.of(told, words).text());
        }
        out.flush();
    }

    /** Says that there is nothing to explain. */
    void notFound(PrintWriter err, String event, long looked, long unreadable, String where)
            throws IOException {
        writeJson(looked, unreadable, List.of());
        err.printf(
                Locale.ROOT,
                "sluice: %s is not among the %,d %s%n",
                masking == Masking.ON ? "the event" : "event '" + event + "'",
                looked,
                where);
        err.flush();
    }

    private void writeJson(long looked, long unreadable, List<Case> cases) throws IOException {
        for (Path file : json) {
            Json.write(file, ExplanationJson.of(looked, unreadable, cases, words));
        }
    }
}
