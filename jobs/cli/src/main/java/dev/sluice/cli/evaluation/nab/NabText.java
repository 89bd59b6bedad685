// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.nab;

import java.io.PrintWriter;
import java.util.Locale;

/** The table as people read it. */
public final class NabText {

    private NabText() {}

    /** Prints a report on a corpus. */
    public static void print(NabCorpus corpus, NabReport report, PrintWriter out) {
        line(
                out,
                "%d series, %,d readings, %d labelled windows; one threshold a profile",
                corpus.files().size(),
                corpus.readings(),
                corpus.windows());
        line(out, "%-28s %9s %9s %9s %10s", "", "standard", "low FP", "low FN", "escalated");
        for (NabRow row : report.rows()) {
            line(
                    out,
                    "%-28s %9.2f %9.2f %9.2f %9.2f%%",
                    row.name(),
                    row.standard(),
                    row.lowFp(),
                    row.lowFn(),
                    100 * row.escalatedShare());
        }
        for (NabRow row : report.published()) {
            line(
                    out,
                    "%-28s %9.1f %9.1f %9.1f",
                    row.name() + " *",
                    row.standard(),
                    row.lowFp(),
                    row.lowFn());
        }
        if (!report.published().isEmpty()) {
            line(out, "* published");
        }
        out.flush();
    }

    private static void line(PrintWriter out, String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
