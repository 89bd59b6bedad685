// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.label;

import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Feedback;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.gate.CostMatrix;
import dev.sluice.decisioning.quality.Label;
import dev.sluice.decisioning.quality.MissingLabels;
import dev.sluice.decisioning.quality.Quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Figures of a window by name, computed from all records at once, as one would in a notebook: no
 * state, no increments, none of the code under test.
 */
final class OfflineQuality {

    private static final double[] BIN_ENDS = {
        0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1
    };

    private record Row(Feedback feedback, Optional<Label> label) {
        double weight() {
            return 1 / feedback.sampleProbability();
        }

        boolean bad() {
            return label.isPresent() && label.get().bad();
        }
    }

    private OfflineQuality() {}

    /** The figures of each window, by its start. */
    static Map<Long, Map<String, Double>> of(
            List<Feedback> feedback, List<Label> labels, LabelConfig config, CostMatrix costs) {
        Map<String, Feedback> standing = new HashMap<>();
        for (Feedback one : feedback) {
            standing.merge(one.eventId(), one, (a, b) -> a.source() == DecisionSource.DEEP ? a : b);
        }
        Map<Long, List<Row>> windows = new HashMap<>();
        for (Feedback one : standing.values()) {
            long start =
                    one.eventTimeMs() / config.window().toMillis() * config.window().toMillis();
            windows.computeIfAbsent(start, key -> new ArrayList<>())
                    .add(new Row(one, label(one, labels, config)));
        }
        Map<Long, Map<String, Double>> figures = new HashMap<>();
        windows.forEach((start, rows) -> figures.put(start, figures(rows, config, costs)));
        return figures;
    }

    private static Optional<Label> label(
            Feedback feedback, List<Label> labels, LabelConfig config) {
        long from = feedback.eventTimeMs() - config.join().early().toMillis();
        long to = feedback.eventTimeMs() + config.join().horizon().toMillis();
        return labels.stream()
                .filter(label -> label.eventId().equals(feedback.eventId()))
                .filter(label -> label.availableAtMs() >= from && label.availableAtMs() <= to)
                .max(Comparator.comparingLong(Label::availableAtMs).thenComparing(Label::bad));
    }

    private static Map<String, Double> figures(
            List<Row> all, LabelConfig config, CostMatrix costs) {
        List<Row> rows =
                config.missing() == MissingLabels.GOOD
                        ? all
                        : all.stream().filter(row -> row.label().isPresent()).toList();
        Predicate<Row> flagged = row -> row.feedback().outcome() == Outcome.FLAG;
        Predicate<Row> stopped = row -> row.feedback().outcome() != Outcome.CLEAR;
        Predicate<Row> firstFlagged = row -> row.feedback().firstPassOutcome() == Outcome.FLAG;
        double bad = weight(rows, Row::bad);
        double decisions = weight(all, row -> true);
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("records", (double) all.size());
        figures.put("decisions", decisions);
        figures.put("missing", weight(all, row -> row.label().isEmpty()));
        figures.put("flagged", weight(all, flagged) / decisions);
        figures.put("deep", weight(all, row -> row.feedback().deep()) / decisions);
        figures.put("precision", weight(rows, flagged.and(Row::bad)) / weight(rows, flagged));
        figures.put("recall", weight(rows, flagged.and(Row::bad)) / bad);
        figures.put("caught", weight(rows, stopped.and(Row::bad)) / bad);
        figures.put(
                "first-pass-precision",
                weight(rows, firstFlagged.and(Row::bad)) / weight(rows, firstFlagged));
        figures.put("first-pass-recall", weight(rows, firstFlagged.and(Row::bad)) / bad);
        figures.put("observed", bad / weight(rows, row -> true));
        figures.put("ece", ece(rows, Feedback::probability));
        figures.put("first-pass-ece", ece(rows, Feedback::firstPassProbability));
        figures.put(
                "brier",
                sum(rows, row -> Math.pow(row.feedback().probability() - (row.bad() ? 1 : 0), 2))
                        / weight(rows, row -> true));
        figures.put("cost", sum(rows, row -> cost(row, row.feedback().outcome(), costs)));
        figures.put(
                "first-pass-cost",
                sum(rows, row -> cost(row, row.feedback().firstPassOutcome(), costs)));
        figures.put("clear-all-cost", sum(rows, row -> cost(row, Outcome.CLEAR, costs)));
        figures.put(
                "saved-by-deep",
                sum(
                        rows,
                        row ->
                                cost(row, row.feedback().firstPassOutcome(), costs)
                                        - cost(row, row.feedback().outcome(), costs)));
        figures.put("passes", sum(all, row -> row.feedback().passes()));
        return figures;
    }

    /** The same figures as the stage says them. */
    static Map<String, Double> of(Quality quality) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("records", (double) quality.records());
        figures.put("decisions", quality.decisions());
        figures.put(
                "missing",
                quality.outcomes().stream().mapToDouble(Quality.OutcomeCounts::missing).sum());
        figures.put("flagged", quality.rates().flagged());
        figures.put("deep", quality.rates().deep());
        figures.put("precision", quality.decided().precision());
        figures.put("recall", quality.decided().recall());
        figures.put("caught", quality.decided().caught());
        figures.put("first-pass-precision", quality.firstPass().precision());
        figures.put("first-pass-recall", quality.firstPass().recall());
        figures.put("observed", quality.decided().observed());
        figures.put("ece", quality.decided().ece());
        figures.put("first-pass-ece", quality.firstPass().ece());
        figures.put("brier", quality.decided().brier());
        figures.put("cost", quality.money().cost());
        figures.put("first-pass-cost", quality.money().firstPass());
        figures.put("clear-all-cost", quality.money().clearAll());
        figures.put("saved-by-deep", quality.money().savedByDeep() - quality.money().lostByDeep());
        figures.put("passes", quality.effort().passes());
        return figures;
    }

    private static double cost(Row row, Outcome outcome, CostMatrix costs) {
        long stake = row.feedback().stake();
        return switch (outcome) {
            case CLEAR -> row.bad() ? costs.missed().at(stake) : 0;
            case REVIEW -> costs.review();
            case FLAG -> row.bad() ? 0 : costs.falseBlock().at(stake);
        };
    }

    private static double ece(List<Row> rows, ToDoubleFunction<Feedback> probability) {
        double distance = 0;
        double from = -1;
        for (double to : BIN_ENDS) {
            double low = from;
            List<Row> bin =
                    rows.stream()
                            .filter(row -> probability.applyAsDouble(row.feedback()) > low)
                            .filter(row -> probability.applyAsDouble(row.feedback()) <= to)
                            .toList();
            distance +=
                    Math.abs(
                            sum(bin, row -> probability.applyAsDouble(row.feedback()))
                                    - weight(bin, Row::bad));
            from = to;
        }
        return distance / weight(rows, row -> true);
    }

    private static double weight(List<Row> rows, Predicate<Row> which) {
        return rows.stream().filter(which).mapToDouble(Row::weight).sum();
    }

    private static double sum(List<Row> rows, ToDoubleFunction<Row> value) {
        return rows.stream().mapToDouble(row -> row.weight() * value.applyAsDouble(row)).sum();
    }
}
