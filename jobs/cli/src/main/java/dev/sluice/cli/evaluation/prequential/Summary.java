// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.prequential;

import dev.sluice.cli.evaluation.Figure;
import dev.sluice.cli.evaluation.ProtocolReport;
import dev.sluice.cli.evaluation.gate.GatePoint;
import dev.sluice.cli.evaluation.strategy.StrategyRow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** One row for several of the same name, figure by figure. */
enum Summary {
    /** The mean of each figure. */
    MEAN,
    /** The standard deviation of each figure, as of a sample; 0 for one row. */
    SPREAD;

    /** Rows by name, in the order in which the names come first. */
    List<ProtocolReport.Row> rows(List<List<ProtocolReport.Row>> repeated) {
        return each(
                repeated,
                ProtocolReport.Row::name,
                same ->
                        new ProtocolReport.Row(
                                same.get(0).name(),
                                figure(same, ProtocolReport.Row::auc),
                                figure(same, ProtocolReport.Row::ap),
                                figure(same, ProtocolReport.Row::cp100),
                                figure(same, ProtocolReport.Row::escalatedShare),
                                figure(same, ProtocolReport.Row::meanPasses)));
    }

    /** Ways to think by name, in the order in which the names come first. */
    List<StrategyRow> strategies(List<List<StrategyRow>> repeated) {
        return each(
                repeated,
                StrategyRow::name,
                same ->
                        new StrategyRow(
                                same.get(0).name(),
                                same.get(0).strategy(),
                                same.get(0).stopRule(),
                                figure(same, StrategyRow::budget),
                                figure(same, StrategyRow::ap),
                                figure(same, StrategyRow::passes),
                                figure(same, StrategyRow::cost),
                                figure(same, StrategyRow::micros)));
    }

    /** Gates by objective and budget, in the order in which they come first. */
    List<GatePoint> gates(List<List<GatePoint>> repeated) {
        return each(
                repeated,
                point -> point.objective() + "/" + point.budget(),
                same ->
                        new GatePoint(
                                same.get(0).objective(),
                                same.get(0).budget(),
                                figure(same, GatePoint::escalatedShare),
                                figure(same, GatePoint::ap),
                                figure(same, GatePoint::cp100),
                                figure(same, GatePoint::cost)));
    }

    private <T> double figure(List<T> rows, ToDoubleFunction<T> value) {
        Figure figure = Figure.of(rows.stream().map(value::applyAsDouble).toList());
        return this == MEAN ? figure.mean() : figure.spread();
    }

    private static <T> List<T> each(
            List<List<T>> repeated, Function<T, String> name, Function<List<T>, T> summary) {
        Map<String, List<T>> byName = new LinkedHashMap<>();
        for (List<T> rows : repeated) {
            for (T row : rows) {
                byName.computeIfAbsent(name.apply(row), same -> new ArrayList<>()).add(row);
            }
        }
        return byName.values().stream().map(summary).toList();
    }
}
