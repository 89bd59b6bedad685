// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.explain;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.TraceStep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The steps of a deep look: question, answer, evidence. */
final class DeepSection {

    private static final String INDENT = "   ";

    private DeepSection() {}

    /**
     * The section of one look.
     *
     * @param look a decision with a trace
     * @param told the case that it belongs to
     */
    static Section of(String title, Decision look, Case told, Words words) {
        List<String> lines = new ArrayList<>();
        Map<String, Double> known = told.seen().byFeature();
        int number = 0;
        for (TraceStep step : look.trace()) {
            if (Story.isFirstPass(step)) {
                continue;
            }
            lines.add(++number + ". " + step.question());
            lines.add(
                    INDENT
                            + step.answer()
                            + " (probability "
                            + Numbers.probability(step.probabilityBefore())
                            + " → "
                            + Numbers.probability(step.probabilityAfter())
                            + ")");
            EvidenceWords.of(step, known, words)
                    .forEach(evidence -> lines.add(INDENT + "- " + evidence));
        }
        return new Section(title, lines);
    }
}
