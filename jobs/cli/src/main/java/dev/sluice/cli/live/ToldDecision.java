// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

import dev.sluice.cli.explain.Case;
import dev.sluice.cli.explain.Section;
import dev.sluice.cli.explain.Story;
import dev.sluice.cli.explain.Words;

import java.util.ArrayList;
import java.util.List;

/**
 * A decision in the words of {@code explain}.
 *
 * @param number which escalated decision it is since the page follows them
 * @param source who decided
 * @param headline what was decided about what
 * @param sections how it came about
 */
record ToldDecision(long number, String source, String headline, List<Section> sections) {

    /** Lines of a section that a person still reads. */
    private static final int LINES = 60;

    private static final int CHARACTERS = 400;

    /** Copies the list. */
    ToldDecision {
        sections = List.copyOf(sections);
    }

    /** Which one it is, and not whose: its words name the event. */
    @Override
    public String toString() {
        return "ToldDecision[number=" + number + ", source=" + source + "]";
    }

    static ToldDecision of(Escalated escalated, Identifiers identifiers, Words words) {
        Case told = identifiers.shown(Case.read(escalated.place(), escalated.decision()));
        Story story = Story.of(told, words);
        List<Section> sections = new ArrayList<>();
        for (Section section : story.sections()) {
            sections.add(new Section(text(section.title()), lines(section.lines())));
        }
        return new ToldDecision(
                escalated.number(),
                told.decision().source().name(),
                text(story.headline()),
                sections);
    }

    private static List<String> lines(List<String> all) {
        List<String> lines = new ArrayList<>();
        all.stream().limit(LINES).map(ToldDecision::text).forEach(lines::add);
        if (all.size() > LINES) {
            lines.add((all.size() - LINES) + " more lines; explain has them");
        }
        return lines;
    }

    private static String text(String text) {
        return PlainText.of(text, CHARACTERS);
    }
}
