// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.explain;

import dev.sluice.decisioning.event.TraceStep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The evidence of a step that came as a value and what it added, such as {@code 312.5 (+1.7)}. */
final class Contributions {

    private static final Pattern TEXT =
            Pattern.compile("(-?[0-9][0-9.Ee+-]*) \\(([+-]?[0-9][0-9.]*)\\)");

    private Contributions() {}

    /**
     * What a feature added to an answer.
     *
     * @param feature name of the feature
     * @param value its value
     * @param added log-odds
     */
    record Contribution(String feature, double value, double added) {}

    /** Contributions of a step, the largest first. */
    static List<Contribution> of(TraceStep step) {
        List<Contribution> found = new ArrayList<>();
        step.evidence()
                .forEach(
                        (name, text) -> {
                            Matcher matcher = TEXT.matcher(text);
                            if (matcher.matches()) {
                                found.add(
                                        new Contribution(
                                                name,
                                                Double.parseDouble(matcher.group(1)),
                                                Double.parseDouble(matcher.group(2))));
                            }
                        });
        // a map that came over a topic has no order of its own
        found.sort(
                Comparator.comparingDouble((Contribution each) -> -Math.abs(each.added()))
                        .thenComparing(Contribution::feature));
        return found;
    }
}
