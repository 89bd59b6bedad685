// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.explain;

import dev.sluice.cli.explain.Contributions.Contribution;
import dev.sluice.decisioning.event.TraceStep;
import dev.sluice.inference.Explanation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The evidence of a step in words, the strongest first. */
final class EvidenceWords {

    /** What the strategies call their evidence, in the order in which it is told. */
    private static final List<String> ORDER =
            List.of("step", "answer", "halted", "mean", "deviation", "low", "high", "passes");

    private EvidenceWords() {}

    /**
     * One line a piece of evidence about the event, and one for the rest.
     *
     * @param known values of features that are known besides
     */
    static List<String> of(TraceStep step, Map<String, Double> known, Words words) {
        List<String> lines = new ArrayList<>();
        Map<String, String> rest = new TreeMap<>(step.evidence());
        List<Contribution> contributions = Contributions.of(step);
        Map<String, Double> values = new HashMap<>(known);
        contributions.forEach(each -> values.put(each.feature(), each.value()));
        for (Contribution each : contributions) {
            rest.remove(each.feature());
            lines.add(
                    words.vocabulary().words(each.feature(), each.value(), values)
                            + " ("
                            + Numbers.added(each.added())
                            + ")");
        }
        scores(rest, words).forEach(lines::add);
        if (!rest.isEmpty()) {
            lines.add(plain(rest));
        }
        return lines;
    }

    /** All in one line: what is no evidence about the event, but about the passes. */
    private static String plain(Map<String, String> evidence) {
        Map<String, String> rest = new TreeMap<>(evidence);
        List<String> parts = new ArrayList<>();
        for (String name : ORDER) {
            Optional.ofNullable(rest.remove(name))
                    .ifPresent(value -> parts.add(name + " " + value));
        }
        Optional.ofNullable(rest.remove("stop"))
                .ifPresent(stop -> parts.add("ended since " + ReasonWords.ofStop(stop)));
        rest.forEach((name, value) -> parts.add(name + " " + value));
        return String.join(", ", parts);
    }

    /** The scores of explanations, the best first; they are taken out of the rest. */
    private static List<String> scores(Map<String, String> rest, Words words) {
        List<Map.Entry<Explanation, String>> scores = new ArrayList<>();
        for (Explanation explanation : words.inputs().explanations()) {
            Optional.ofNullable(rest.remove(explanation.name()))
                    .ifPresent(score -> scores.add(Map.entry(explanation, score)));
        }
        scores.sort(Comparator.comparingDouble(entry -> -score(entry.getValue())));
        return scores.stream()
                .map(entry -> entry.getKey().statement() + " Score " + entry.getValue())
                .toList();
    }

    /** A score as a number, below all others if it is none. */
    static double score(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NEGATIVE_INFINITY;
        }
    }
}
