// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.prequential;

import dev.sluice.cli.evaluation.ProtocolReport;
import dev.sluice.cli.evaluation.strategy.StrategyRow;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** A protocol of several folds as people read it. */
public final class PrequentialText {

    private final PrequentialReport report;
    private final PrintWriter out;

    private PrequentialText(PrequentialReport report, PrintWriter out) {
        this.report = report;
        this.out = out;
    }

    /** Prints a report. */
    public static void print(PrequentialReport report, PrintWriter out) {
        new PrequentialText(report, out).print();
        out.flush();
    }

    private void print() {
        PrequentialReport.Settings settings = report.settings();
        line(
                "%s: mean of %d %s folds, trained on %s, seeds %s%s",
                report.protocol(),
                report.folds(),
                settings.folds(),
                settings.history().equals("all") ? "all labelled history" : "a week each",
                settings.seeds(),
                isRepeated() ? "; ± standard deviation over the seeds" : "");
        line("%-28s %15s %15s %15s %10s %8s", "", "AUC", "AP", "CP@100", "escalated", "passes");
        for (int i = 0; i < report.rows().size(); i++) {
            ProtocolReport.Row row = report.rows().get(i);
            ProtocolReport.Row spread = report.spread().rows().get(i);
            line(
                    "%-28s %15s %15s %15s %9.2f%% %8.1f",
                    row.name(),
                    figure(row.auc(), spread.auc()),
                    figure(row.ap(), spread.ap()),
                    figure(row.cp100(), spread.cp100()),
                    100 * row.escalatedShare(),
                    row.meanPasses());
        }
        for (Published row : report.published()) {
            line("%-28s %15.3f %15.3f %15.3f", row.name() + " *", row.auc(), row.ap(), row.cp100());
        }
        if (!report.published().isEmpty()) {
            line("* published");
        }
        line("");
        strategies(report.strategies(), report.spread().strategies());
        line(
                "%.0f s, peak memory %.0f MiB",
                report.resources().seconds(), report.resources().peakMemoryMib());
    }

    private void strategies(List<StrategyRow> rows, List<StrategyRow> spreads) {
        line("%-28s %15s %15s %15s", "deep on all, by", "AP", "passes", "device µs");
        for (int i = 0; i < rows.size(); i++) {
            line(
                    "%-28s %15s %15.2f %15.1f",
                    rows.get(i).name(),
                    figure(rows.get(i).ap(), spreads.get(i).ap()),
                    rows.get(i).passes(),
                    rows.get(i).cost());
        }
    }

    private boolean isRepeated() {
        return report.settings().seeds().size() > 1;
    }

    private String figure(double mean, double spread) {
        String text = String.format(Locale.ROOT, "%.4f", mean);
        return isRepeated() ? text + String.format(Locale.ROOT, " ±%.4f", spread) : text;
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
