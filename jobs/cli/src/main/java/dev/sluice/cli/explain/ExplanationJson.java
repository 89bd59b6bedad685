// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.explain;

import dev.sluice.cli.console.DecisionJson;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Explanations for machines.
 *
 * @param recordsRead events or records that were looked at
 * @param unreadable records that could not be read
 * @param explanations one a decision; the last one stands
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ExplanationJson(long recordsRead, long unreadable, List<Entry> explanations) {

    /**
     * One decision.
     *
     * @param place where it was read; empty if it was replayed
     * @param headline the decision in one line
     * @param reasonCodes why, in codes
     * @param sections how it came about, in words
     * @param parties who took part, besides the entity
     * @param firstPassSaw values, and what each added to the log-odds
     * @param codeInfluences what all values of a reason code added to the log-odds together
     * @param decision the ledger, as on the topic
     * @param deepLookNobodyAskedFor what deep would have said; none or one
     * @param hindsight what became of the event; empty if nobody knows
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Entry(
            String place,
            String headline,
            List<ReasonCode> reasonCodes,
            List<Section> sections,
            List<Party> parties,
            List<Value> firstPassSaw,
            Map<String, Double> codeInfluences,
            JsonNode decision,
            List<JsonNode> deepLookNobodyAskedFor,
            String hindsight) {

        static Entry of(Case told, Words words) {
            Story story = Story.of(told, words);
            return new Entry(
                    told.place(),
                    story.headline(),
                    story.codes(),
                    story.sections(),
                    told.parties(),
                    Value.of(told.seen(), words),
                    told.seen().byCode(words.vocabulary()),
                    DecisionJson.of(told.decision()),
                    told.unasked().stream().map(DecisionJson::of).toList(),
                    told.hindsight());
        }
    }

    /**
     * A value that the first pass saw.
     *
     * @param feature name of the feature
     * @param value the value
     * @param words the value in words
     * @param influence what it added to the log-odds
     */
    public record Value(String feature, double value, String words, double influence) {

        private static List<Value> of(Sighting seen, Words words) {
            Map<String, Double> known = seen.byFeature();
            List<Value> values = new ArrayList<>();
            for (SeenValue each : seen.values()) {
                values.add(
                        new Value(
                                each.feature(),
                                each.value(),
                                words.vocabulary().words(each.feature(), each.value(), known),
                                each.influence()));
            }
            return values;
        }
    }

    /** The explanations of some decisions. */
    public static ExplanationJson of(
            long recordsRead, long unreadable, List<Case> cases, Words words) {
        return new ExplanationJson(
                recordsRead,
                unreadable,
                cases.stream().map(told -> Entry.of(told, words)).toList());
    }
}
