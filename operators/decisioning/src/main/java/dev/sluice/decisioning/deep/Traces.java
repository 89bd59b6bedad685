// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.event.TraceStep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The steps that the traces of all strategies share, and how they write values. */
final class Traces {

    private static final int SCALE = 10_000;
    private static final int DIGITS = 4;

    /** From here on a double has no digits after the point to speak of. */
    private static final double LARGE = 1e11;

    private Traces() {}

    /**
     * What the cascade knew before. Not why it escalated: that depends on price and load, and a
     * trace must not.
     */
    static TraceStep firstPass(Escalation escalation) {
        Decision.Verdict first = escalation.verdict();
        return new TraceStep(
                "first-pass",
                "What does the cheap model say?",
                first.outcome() + " at " + rounded(first.probability()),
                first.probability(),
                first.probability(),
                evidence(
                        "low", rounded(first.low()),
                        "high", rounded(first.high()),
                        "novelty", rounded(escalation.scored().novelty()),
                        "stake", Long.toString(escalation.scored().event().stake())));
    }

    /** What came out. */
    static TraceStep outcome(Escalation escalation, Progress progress, Outcome outcome) {
        return new TraceStep(
                "outcome",
                "What is the outcome?",
                outcome + " at " + rounded(progress.probability()),
                escalation.verdict().probability(),
                progress.probability(),
                evidence(
                        "passes", Integer.toString(progress.passes()),
                        "stop", progress.stopReason()));
    }

    /** Evidence in the order given, so that a ledger reads the same each time. */
    static Map<String, String> evidence(String... namesAndValues) {
        Map<String, String> evidence = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            evidence.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(evidence);
    }

    /**
     * A number with up to four digits after the point: enough for a person. By hand, since a
     * formatter would cost more than the passes that are told of.
     */
    static String rounded(double value) {
        if (!(Math.abs(value) < LARGE)) {
            return Double.toString(value);
        }
        long scaled = (long) Math.rint(value * SCALE);
        long magnitude = Math.abs(scaled);
        StringBuilder text = new StringBuilder(16);
        if (scaled < 0) {
            text.append('-');
        }
        text.append(magnitude / SCALE);
        int fraction = (int) (magnitude % SCALE);
        if (fraction > 0) {
            text.append('.');
            int unit = SCALE / 10;
            for (int i = 0; i < DIGITS && fraction > 0; i++) {
                text.append((char) ('0' + fraction / unit));
                fraction %= unit;
                unit /= 10;
            }
        }
        return text.toString();
    }
}
