// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.console;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.TraceStep;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A decision as a person reads it: the answer, what was spent, and the steps. */
public final class DecisionText {

    private DecisionText() {}

    /** The text, several lines. */
    public static String of(Decision decision) {
        StringBuilder text = new StringBuilder();
        Decision.Verdict verdict = decision.verdict();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%s  event %s of %s at %s, at stake %.2f%n",
                        verdict.outcome(),
                        decision.eventId(),
                        decision.entityKey(),
                        Instant.ofEpochMilli(decision.eventTimeMs()),
                        decision.appraisal().stake() / 100.0));
        text.append(
                String.format(
                        Locale.ROOT,
                        "  p = %.4f [%.4f, %.4f]  %s because %s  novelty %.3f%n",
                        verdict.probability(),
                        verdict.low(),
                        verdict.high(),
                        decision.source(),
                        decision.reason(),
                        decision.appraisal().novelty()));
        Decision.Effort effort = decision.effort();
        if (!effort.strategy().isEmpty()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "  %s: %d of %d passes, stopped by %s, %d us of inference%n",
                            effort.strategy(),
                            effort.passesUsed(),
                            effort.passesAllowed(),
                            effort.stopReason(),
                            decision.timings().inferenceMicros()));
        }
        for (TraceStep step : decision.trace()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "  - %s: %s%n      %s (%.4f -> %.4f)%s%n",
                            step.name(),
                            step.question(),
                            step.answer(),
                            step.probabilityBefore(),
                            step.probabilityAfter(),
                            evidence(step.evidence())));
        }
        return text.toString();
    }

    private static String evidence(Map<String, String> evidence) {
        return evidence.isEmpty() ? "" : "  " + new TreeMap<>(evidence);
    }
}
