// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.cli.report.Cell;
import dev.sluice.cli.report.Format;
import dev.sluice.cli.report.HtmlReport;
import dev.sluice.cli.report.Table;

import java.util.ArrayList;
import java.util.List;

/** The report of a backtest as one page; equal results give equal bytes. */
public final class BacktestPage {

    /**
     * Where the result is from.
     *
     * @param title what was replayed
     * @param commandLine what a person types to get it again
     */
    public record Origin(String title, String commandLine) {}

    private BacktestPage() {}

    /**
     * The page.
     *
     * @param result figures with frontiers
     */
    public static String of(BacktestResult result, Origin origin) {
        HtmlReport page = HtmlReport.titled(origin.title(), lead(result));
        page.facts(facts(result));
        page.heading("Policies")
                .text(
                        "Costs are in units of the stake (of card transactions: cents), charged by"
                                + " the cost matrix of policy "
                                + result.policies().get(0).name()
                                + " once the truth is known.")
                .table(BacktestTables.policies(result))
                .table(BacktestTables.money(result))
                .table(BacktestTables.outcomes(result));
        alarms(page, result);
        frontiers(page, result);
        result.diffs().forEach(diff -> diff(page, diff));
        result.policies().forEach(policy -> policy(page, policy));
        page.heading("What decided, and how to repeat it")
                .table(BacktestTables.versions(result))
                .table(BacktestTables.gates(result))
                .table(BacktestTables.costs(result))
                .code(origin.commandLine());
        return page.render();
    }

    private static String lead(BacktestResult result) {
        return Format.COUNT.text(result.events())
                + " events, "
                + Format.COUNT.text(result.bad())
                + " of them bad, as the cascade would have decided them.";
    }

    private static List<HtmlReport.Fact> facts(BacktestResult result) {
        Figures first = result.firstPass();
        Figures cascade = result.policies().get(0).figures();
        String name = result.policies().get(0).name();
        List<HtmlReport.Fact> facts = new ArrayList<>();
        facts.add(
                fact(
                        "Escalated by " + name,
                        cascade.escalatedShare(),
                        Format.PERCENT,
                        Format.DECIMAL.text(cascade.meanPasses()) + " passes a look"));
        facts.add(
                fact(
                        "Average precision",
                        cascade.ap(),
                        Format.SCORE,
                        BacktestTables.FIRST_PASS + ": " + Format.SCORE.text(first.ap())));
        facts.add(
                fact(
                        "Total cost",
                        cascade.money().total(),
                        Format.COUNT,
                        BacktestTables.FIRST_PASS
                                + ": "
                                + Format.COUNT.text(first.money().total())));
        facts.add(
                fact(
                        "Missed bad events",
                        cascade.money().missedEvents(),
                        Format.COUNT,
                        "of " + Format.COUNT.text(result.bad())));
        return facts;
    }

    private static HtmlReport.Fact fact(String name, double value, Format format, String note) {
        return new HtmlReport.Fact(name, new Cell.Figure(value, format), note);
    }

    private static void alarms(HtmlReport page, BacktestResult result) {
        if (result.alarms().isEmpty()) {
            return;
        }
        page.heading("Alarms")
                .text(
                        "A fault is found by the first alarm from its beginning until shortly after"
                                + " its end; a false alarm is about no fault. Delays count in the"
                                + " usual gap between two readings.")
                .table(BacktestTables.alarms(result));
        Table faults = BacktestTables.faults(result);
        if (faults.isEmpty()) {
            page.text("No fault is known in the range: the data does not say what is false.");
        } else {
            page.table(faults);
        }
    }

    private static void frontiers(HtmlReport page, BacktestResult result) {
        page.heading("Compute against quality")
                .text(
                        "Each point is a replay with another budget; only the price of the gate is"
                                + " fitted anew, on these events.");
        if (result.bad() > 0) {
            page.chart(BacktestCharts.quality(result), BacktestTables.frontier(result));
        } else {
            page.text("No event of the range is bad: there is no ranking to measure.");
        }
        page.chart(BacktestCharts.cost(result), BacktestTables.frontier(result));
    }

    private static void diff(HtmlReport page, DecisionDiff diff) {
        page.heading("From " + diff.first() + " to " + diff.second());
        if (diff.different() == 0) {
            page.text("All outcomes are the same.");
            return;
        }
        page.text(
                        Format.COUNT.text(diff.different())
                                + " outcomes differ, which changes the cost by "
                                + Format.DIFFERENCE.text(diff.costDifference())
                                + ".")
                .table(BacktestTables.changes(diff));
        if (!diff.rows().isEmpty()) {
            page.table(BacktestTables.rows(diff));
        }
    }

    private static void policy(HtmlReport page, PolicyResult policy) {
        List<ReliabilityView.Line> lines =
                List.of(
                        new ReliabilityView.Line("first pass", policy.firstPassReliability()),
                        new ReliabilityView.Line("deep", policy.deepReliability()));
        page.heading("Policy " + policy.name())
                .chart(
                        ReliabilityView.chart(
                                "Are the probabilities right? " + policy.name(),
                                "Deep: of the events that it decided.",
                                lines),
                        ReliabilityView.table(lines));
        if (policy.values().bins().isEmpty()) {
            page.text("No deep look was worth anything to the gate.");
        } else {
            page.chart(BacktestCharts.values(policy), BacktestTables.values(policy));
        }
        page.chart(BacktestCharts.reasons(policy), BacktestTables.reasons(policy));
    }
}
