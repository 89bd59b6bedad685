// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.cli.report.Cell;
import dev.sluice.cli.report.Format;
import dev.sluice.cli.report.Table;

import java.util.ArrayList;
import java.util.List;

/** The figures of a backtest for the terminal. */
public final class BacktestText {

    private static final String GAP = "  ";

    private BacktestText() {}

    /** What the policies are worth, the frontiers if there are any, and the difference. */
    public static String of(BacktestResult result) {
        StringBuilder text = new StringBuilder();
        append(text, BacktestTables.policies(result));
        append(text, BacktestTables.money(result));
        if (!result.alarms().isEmpty()) {
            append(text, BacktestTables.alarms(result));
            Table faults = BacktestTables.faults(result);
            if (!faults.isEmpty()) {
                append(text, faults);
            }
        }
        if (result.policies().stream().anyMatch(policy -> !policy.frontier().isEmpty())) {
            append(text, BacktestTables.frontier(result));
        }
        for (DecisionDiff diff : result.diffs()) {
            text.append(
                    String.format(
                            "%n%s outcomes differ from %s to %s; the cost changes by %s%n",
                            Format.COUNT.text(diff.different()),
                            diff.first(),
                            diff.second(),
                            Format.DIFFERENCE.text(diff.costDifference())));
            if (diff.different() > 0) {
                append(text, BacktestTables.changes(diff));
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Table table) {
        List<List<String>> lines = new ArrayList<>(List.of(table.columns()));
        table.rows().forEach(row -> lines.add(row.stream().map(BacktestText::text).toList()));
        int[] widths = new int[table.columns().size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        text.append(String.format("%n%s%n", table.caption()));
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String padding = " ".repeat(widths[i] - line.get(i).length());
                row.append(GAP).append(i == 0 ? line.get(i) + padding : padding + line.get(i));
            }
            text.append(row.toString().stripTrailing()).append(System.lineSeparator());
        }
    }

    private static String text(Cell cell) {
        if (cell instanceof Cell.Figure figure) {
            return figure.format().text(figure.value());
        }
        return ((Cell.Words) cell).text();
    }
}
