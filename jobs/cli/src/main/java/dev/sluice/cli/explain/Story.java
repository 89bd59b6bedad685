// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.explain;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.TraceStep;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A decision in words.
 *
 * @param headline what was decided about what
 * @param codes why, in codes
 * @param sections how it came about, in the order of the cascade
 */
public record Story(String headline, List<ReasonCode> codes, List<Section> sections) {

    /** The story of a decision. */
    public static Story of(Case told, Words words) {
        List<ReasonCode> codes = ReasonCodes.of(told, words);
        List<Section> sections = new ArrayList<>();
        sections.add(reasons(told.decision(), codes));
        sections.add(FirstPassSection.of(told, words));
        sections.add(GateSection.of(told.decision()));
        if (!told.decision().trace().isEmpty()) {
            sections.add(DeepSection.of("What the deep look asked", told.decision(), told, words));
        }
        for (Decision unasked : told.unasked()) {
            sections.add(
                    DeepSection.of(
                            "What a deep look would have said (nobody asked it; the decision"
                                    + " above does not rest on it)",
                            unasked,
                            told,
                            words));
        }
        sections.add(CostSection.of(told));
        sections.add(VersionSection.of(told.decision()));
        if (!told.hindsight().isEmpty()) {
            sections.add(new Section("What became of it", List.of(told.hindsight())));
        }
        return new Story(headline(told, words), codes, List.copyOf(sections));
    }

    /** The story as text, several lines. */
    public String text() {
        StringBuilder text = new StringBuilder(headline).append('\n');
        for (Section section : sections) {
            text.append('\n').append(section.title()).append('\n');
            section.lines().forEach(line -> text.append("  ").append(line).append('\n'));
        }
        return text.toString();
    }

    private static String headline(Case told, Words words) {
        Decision decision = told.decision();
        StringBuilder text = new StringBuilder();
        text.append(decision.verdict().outcome())
                .append(": ")
                .append(named(words.vocabulary().event(), decision.eventId()))
                .append(" of ")
                .append(named(words.vocabulary().entity(), decision.entityKey()));
        told.parties()
                .forEach(party -> text.append(" at ").append(named(party.kind(), party.id())));
        return text.append(", ")
                .append(Instant.ofEpochMilli(decision.eventTimeMs()))
                .append(", at stake ")
                .append(words.vocabulary().stake().text(decision.appraisal().stake()))
                .toString();
    }

    /** What stands in for an id says itself what it is. */
    private static String named(String kind, String id) {
        return id.startsWith(kind + "#") ? id : kind + " " + id;
    }

    private static Section reasons(Decision decision, List<ReasonCode> codes) {
        List<String> lines = new ArrayList<>();
        Decision.Verdict verdict = decision.verdict();
        lines.add(
                "probability "
                        + Numbers.probability(verdict.probability())
                        + " ["
                        + Numbers.probability(verdict.low())
                        + ", "
                        + Numbers.probability(verdict.high())
                        + "], decided by "
                        + decider(decision));
        for (ReasonCode code : codes) {
            lines.add(
                    code.code()
                            + (code.meaning().isEmpty() ? "" : ": " + code.meaning())
                            + " ("
                            + code.basis()
                            + ")");
        }
        return new Section("Why " + verdict.outcome(), lines);
    }

    private static String decider(Decision decision) {
        return switch (decision.source()) {
            case FIRST_PASS -> "the first pass";
            case DEEP -> "a deep look";
            case FALLBACK -> "the first pass, since the deep look gave no answer";
            case PROVISIONAL -> "the first pass for now; a deep answer will follow";
        };
    }

    /** Whether a step tells what the section of the first pass tells. */
    static boolean isFirstPass(TraceStep step) {
        return step.name().equals("first-pass");
    }
}
