// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.cli.report.Cell;
import dev.sluice.cli.report.Format;
import dev.sluice.cli.report.Table;
import dev.sluice.decisioning.event.Outcome;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The figures of a backtest as tables. */
final class BacktestTables {

    /** Name of the row that has no deep looks. */
    static final String FIRST_PASS = "first pass alone";

    private BacktestTables() {}

    static Table policies(BacktestResult result) {
        List<List<Cell>> rows = new ArrayList<>();
        rows.add(figures(Cell.of(FIRST_PASS), result.firstPass()));
        result.policies().forEach(p -> rows.add(figures(Cell.of(p.name()), p.figures())));
        return new Table(
                "What each policy takes and is worth",
                List.of(
                        "policy",
                        "escalated",
                        "passes",
                        "passes a look",
                        "AUC",
                        "AP",
                        "CP@100",
                        "cost"),
                rows);
    }

    static Table money(BacktestResult result) {
        List<List<Cell>> rows = new ArrayList<>();
        rows.add(money(FIRST_PASS, result.firstPass().money()));
        result.policies().forEach(p -> rows.add(money(p.name(), p.figures().money())));
        return new Table(
                "What the outcomes cost, in units of the stake",
                List.of(
                        "policy",
                        "cost",
                        "missed",
                        "false blocks",
                        "reviews",
                        "missed events",
                        "false blocks (events)",
                        "reviewed events"),
                rows);
    }

    static Table outcomes(BacktestResult result) {
        List<String> columns = new ArrayList<>(List.of("policy"));
        Arrays.stream(Outcome.values()).forEach(outcome -> columns.add(outcome.name()));
        List<List<Cell>> rows = new ArrayList<>();
        rows.add(outcomes(FIRST_PASS, result.firstPass()));
        result.policies().forEach(p -> rows.add(outcomes(p.name(), p.figures())));
        return new Table("Number of decisions by outcome", columns, rows);
    }

    static Table frontier(BacktestResult result) {
        List<List<Cell>> rows = new ArrayList<>();
        for (PolicyResult policy : result.policies()) {
            for (FrontierPoint point : policy.frontier()) {
                rows.add(
                        frontier(
                                policy.name(),
                                Cell.of(point.budgetShare(), Format.PERCENT),
                                point.price(),
                                point.figures()));
            }
            rows.add(
                    frontier(
                            policy.name(),
                            Cell.of("operating point"),
                            policy.gate().price(),
                            policy.figures()));
        }
        return new Table(
                "The frontier of each policy, and where it stands",
                List.of(
                        "policy",
                        "budget",
                        "price",
                        "escalated",
                        "passes",
                        "AUC",
                        "AP",
                        "CP@100",
                        "cost"),
                rows);
    }

    static Table alarms(BacktestResult result) {
        String day = result.alarms().get(0).entity() + "-day";
        List<List<Cell>> rows = new ArrayList<>();
        for (AlarmFigures alarms : result.alarms()) {
            rows.add(
                    List.of(
                            Cell.of(alarms.policy()),
                            Cell.of(alarms.escalatedShare(), Format.PERCENT),
                            Cell.of(alarms.faults(), Format.COUNT),
                            Cell.of(alarms.found(), Format.COUNT),
                            Cell.of(alarms.recall(), Format.PERCENT),
                            Cell.of(alarms.alarms(), Format.COUNT),
                            Cell.of(alarms.falseAlarms(), Format.COUNT),
                            Cell.of(alarms.entityDays(), Format.COUNT),
                            Cell.of(alarms.falseAlarmsPerEntityDay(), Format.SCORE)));
        }
        return new Table(
                "What alarms find, and what they are raised for",
                List.of(
                        "policy",
                        "escalated",
                        "faults",
                        "found",
                        "recall",
                        "alarms",
                        "false alarms",
                        day + "s",
                        "false per " + day),
                rows);
    }

    static Table faults(BacktestResult result) {
        List<List<Cell>> rows = new ArrayList<>();
        for (AlarmFigures alarms : result.alarms()) {
            for (AlarmFigures.Kind kind : alarms.kinds()) {
                rows.add(
                        List.of(
                                Cell.of(alarms.policy()),
                                Cell.of(kind.kind()),
                                Cell.of(kind.faults(), Format.COUNT),
                                Cell.of(kind.found(), Format.COUNT),
                                Cell.of(kind.recall(), Format.PERCENT),
                                Cell.of(kind.medianDelay(), Format.DECIMAL)));
            }
        }
        return new Table(
                "Which faults alarms find",
                List.of("policy", "fault", "faults", "found", "recall", "median delay, readings"),
                rows);
    }

    static Table values(PolicyResult policy) {
        List<List<Cell>> rows = new ArrayList<>();
        for (ValueHistogram.Bin bin : policy.values().bins()) {
            rows.add(
                    List.of(
                            Cell.of(bin.from(), Format.SIGNIFICANT),
                            Cell.of(bin.to(), Format.SIGNIFICANT),
                            Cell.of(bin.deep(), Format.COUNT),
                            Cell.of(bin.firstPass(), Format.COUNT)));
        }
        return new Table(
                "Events by the value of a deep look",
                List.of("from", "to", "decided by deep", "decided by the first pass"),
                rows);
    }

    static Table reasons(PolicyResult policy) {
        List<String> columns = new ArrayList<>(List.of("reason", "decided by", "events", "bad"));
        Arrays.stream(Outcome.values()).forEach(outcome -> columns.add(outcome.name()));
        List<List<Cell>> rows = new ArrayList<>();
        for (ReasonOutcomes reason : policy.reasons()) {
            List<Cell> row = new ArrayList<>();
            row.add(Cell.of(reason.reason()));
            row.add(Cell.of(reason.source()));
            row.add(Cell.of(reason.events(), Format.COUNT));
            row.add(Cell.of(reason.bad(), Format.COUNT));
            for (Outcome outcome : Outcome.values()) {
                row.add(Cell.of(reason.outcomes().get(outcome.name()), Format.COUNT));
            }
            rows.add(row);
        }
        return new Table("Outcomes by reason", columns, rows);
    }

    static Table changes(DecisionDiff diff) {
        List<List<Cell>> rows = new ArrayList<>();
        for (DecisionDiff.Change change : diff.changes()) {
            rows.add(
                    List.of(
                            Cell.of(change.from() + " → " + change.to()),
                            Cell.of(change.events(), Format.COUNT),
                            Cell.of(change.bad(), Format.COUNT),
                            Cell.of(change.costDifference(), Format.DIFFERENCE)));
        }
        return new Table(
                "Changed outcomes, from " + diff.first() + " to " + diff.second(),
                List.of("change", "events", "bad", "change of cost"),
                rows);
    }

    static Table rows(DecisionDiff diff) {
        List<List<Cell>> rows = new ArrayList<>();
        for (DecisionDiff.Row row : diff.rows()) {
            rows.add(
                    List.of(
                            Cell.of(row.eventId()),
                            Cell.of(Instant.ofEpochMilli(row.eventTimeMs()).toString()),
                            Cell.of(row.entityKey()),
                            Cell.of(row.stake(), Format.COUNT),
                            Cell.of(row.bad() ? "bad" : "good"),
                            side(row.first()),
                            side(row.second()),
                            Cell.of(row.costDifference(), Format.DIFFERENCE)));
        }
        return new Table(
                "The most costly differences",
                List.of(
                        "event",
                        "time",
                        "entity",
                        "stake",
                        "truth",
                        diff.first(),
                        diff.second(),
                        "change of cost"),
                rows);
    }

    static Table versions(BacktestResult result) {
        List<List<Cell>> rows = new ArrayList<>();
        rows.add(List.of(Cell.of("first-pass model"), Cell.of(result.models().firstPass())));
        rows.add(List.of(Cell.of("deep model"), Cell.of(result.models().deep())));
        rows.add(
                List.of(
                        Cell.of("deep thinks by"),
                        Cell.of(
                                result.models().strategy()
                                        + ", stops by "
                                        + result.models().stopRule())));
        for (PolicyResult policy : result.policies()) {
            rows.add(List.of(Cell.of("policy " + policy.name()), Cell.of(policy.version())));
        }
        return new Table("What decided", List.of("what", "version"), rows);
    }

    static Table gates(BacktestResult result) {
        List<List<Cell>> rows = new ArrayList<>();
        for (PolicyResult policy : result.policies()) {
            PolicyResult.Gate gate = policy.gate();
            rows.add(
                    List.of(
                            Cell.of(policy.name()),
                            Cell.of(gate.objective()),
                            Cell.of(gate.price(), Format.SIGNIFICANT),
                            Cell.of(gate.budgetUnit()),
                            Cell.of(gate.budget(), Format.SIGNIFICANT),
                            Cell.of(gate.novelty(), Format.SIGNIFICANT),
                            Cell.of(gate.promise(), Format.SIGNIFICANT)));
        }
        return new Table(
                "What each policy escalates",
                List.of(
                        "policy",
                        "objective",
                        "price",
                        "budget counts",
                        "budget",
                        "novel from",
                        "promised share"),
                rows);
    }

    static Table costs(BacktestResult result) {
        BacktestResult.Costs costs = result.costs();
        return new Table(
                "What outcomes are charged by, in units of the stake",
                List.of("what", "fixed", "for each unit of the stake"),
                List.of(
                        List.of(
                                Cell.of("a bad event that is cleared"),
                                Cell.of(costs.missedFixed(), Format.SIGNIFICANT),
                                Cell.of(costs.missedShare(), Format.SIGNIFICANT)),
                        List.of(
                                Cell.of("a good event that is flagged"),
                                Cell.of(costs.falseBlockFixed(), Format.SIGNIFICANT),
                                Cell.of(costs.falseBlockShare(), Format.SIGNIFICANT)),
                        List.of(
                                Cell.of("a review"),
                                Cell.of(costs.review(), Format.SIGNIFICANT),
                                Cell.of(0, Format.SIGNIFICANT))));
    }

    private static List<Cell> figures(Cell name, Figures figures) {
        return List.of(
                name,
                Cell.of(figures.escalatedShare(), Format.PERCENT),
                Cell.of(figures.passes(), Format.COUNT),
                Cell.of(figures.meanPasses(), Format.DECIMAL),
                Cell.of(figures.auc(), Format.SCORE),
                Cell.of(figures.ap(), Format.SCORE),
                Cell.of(figures.cp100(), Format.SCORE),
                Cell.of(figures.money().total(), Format.COUNT));
    }

    private static List<Cell> money(String name, Money money) {
        return List.of(
                Cell.of(name),
                Cell.of(money.total(), Format.COUNT),
                Cell.of(money.missed(), Format.COUNT),
                Cell.of(money.falseBlocks(), Format.COUNT),
                Cell.of(money.reviews(), Format.COUNT),
                Cell.of(money.missedEvents(), Format.COUNT),
                Cell.of(money.falseBlockedEvents(), Format.COUNT),
                Cell.of(money.reviewedEvents(), Format.COUNT));
    }

    private static List<Cell> outcomes(String name, Figures figures) {
        List<Cell> row = new ArrayList<>(List.of(Cell.of(name)));
        for (Outcome outcome : Outcome.values()) {
            row.add(Cell.of(figures.outcomes().get(outcome.name()), Format.COUNT));
        }
        return row;
    }

    private static List<Cell> frontier(String name, Cell budget, double price, Figures figures) {
        return List.of(
                Cell.of(name),
                budget,
                Cell.of(price, Format.SIGNIFICANT),
                Cell.of(figures.escalatedShare(), Format.PERCENT),
                Cell.of(figures.passes(), Format.COUNT),
                Cell.of(figures.auc(), Format.SCORE),
                Cell.of(figures.ap(), Format.SCORE),
                Cell.of(figures.cp100(), Format.SCORE),
                Cell.of(figures.money().total(), Format.COUNT));
    }

    private static Cell side(DecisionDiff.Side side) {
        return Cell.of(
                side.outcome()
                        + " at "
                        + Format.SCORE.text(side.probability())
                        + " ("
                        + side.source()
                        + ", "
                        + side.reason()
                        + ")");
    }
}
