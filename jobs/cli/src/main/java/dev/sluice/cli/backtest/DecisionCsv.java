// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.decisioning.event.Decision;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Decisions as CSV, one row an event, sorted by (event time, event id), without timings: the same
 * decisions give the same bytes.
 */
public final class DecisionCsv {

    private static final String HEADER =
            "event_id,event_time_ms,probability,outcome,source,passes,reason,stop_reason,"
                    + "probability_low,probability_high,uncertainty,novelty,stake,value,"
                    + "first_pass_model,deep_model,policy,seed,feature_hash";

    private DecisionCsv() {}

    /** Writes a file, replacing it. */
    public static void write(Path file, List<Decision> decisions) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(HEADER);
            out.write('\n');
            for (Decision decision : decisions) {
                out.write(row(decision));
                out.write('\n');
            }
        }
    }

    private static String row(Decision decision) {
        Decision.Verdict verdict = decision.verdict();
        Decision.Appraisal appraisal = decision.appraisal();
        Decision.Versions versions = decision.versions();
        return String.format(
                Locale.ROOT,
                "%s,%d,%s,%s,%s,%d,%s,%s,%s,%s,%s,%s,%d,%s,%s,%s,%s,%d,%016x",
                quoted(decision.eventId()),
                decision.eventTimeMs(),
                verdict.probability(),
                verdict.outcome(),
                decision.source(),
                decision.effort().passesUsed(),
                decision.reason(),
                quoted(decision.effort().stopReason()),
                verdict.low(),
                verdict.high(),
                appraisal.uncertainty(),
                appraisal.novelty(),
                appraisal.stake(),
                appraisal.value(),
                quoted(versions.firstPassModel()),
                quoted(versions.deepModel()),
                quoted(versions.policy()),
                versions.seed(),
                versions.featureHash());
    }

    /** A text as a field of a CSV file. */
    static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
