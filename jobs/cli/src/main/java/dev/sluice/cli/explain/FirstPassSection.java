// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.explain;

import dev.sluice.decisioning.event.Decision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the first pass saw, the most influential first. */
final class FirstPassSection {

    /** Values that a person still reads. */
    private static final int MOST = 10;

    private FirstPassSection() {}

    static Section of(Case told, Words words) {
        List<String> lines = new ArrayList<>();
        Decision.Appraisal appraisal = told.decision().appraisal();
        lines.add(
                appraisal.firstPassOutcome()
                        + " at probability "
                        + Numbers.probability(appraisal.firstPassProbability())
                        + "; "
                        + Numbers.share(appraisal.novelty())
                        + " of the training data looked less unusual");
        if (told.seen().values().isEmpty()) {
            lines.add("the values that it saw are not in the ledger; see the evidence below");
        } else {
            values(told.seen(), words, lines);
        }
        return new Section("What the first pass saw", lines);
    }

    private static void values(Sighting seen, Words words, List<String> lines) {
        Map<String, Double> known = seen.byFeature();
        List<SeenValue> order = new ArrayList<>(seen.values());
        order.sort(Comparator.comparingDouble(value -> -Math.abs(value.influence())));
        for (SeenValue value : order.subList(0, Math.min(MOST, order.size()))) {
            lines.add(
                    Numbers.added(value.influence())
                            + "  "
                            + words.vocabulary().words(value.feature(), value.value(), known));
        }
        if (order.size() > MOST) {
            lines.add((order.size() - MOST) + " more values made less difference");
        }
        lines.add(
                String.format(
                        Locale.ROOT,
                        "(the numbers: what each value added to the log-odds of a typical event, which"
                                + " has probability %s: the medians of %,d events before)",
                        Numbers.probability(seen.typicalProbability()),
                        seen.typicalOf()));
    }
}
