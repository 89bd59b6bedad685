// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.demo;

import dev.sluice.cli.console.DecisionJson;
import dev.sluice.decisioning.event.Decision;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;

/**
 * What a demo counted: {@code events} is what the broker acknowledged, the rest was read from the
 * topics.
 *
 * @param events events that the broker acknowledged
 * @param decisions events with a decision
 * @param repeatedDecisions records on the decision topic beyond one an event: none unless the job
 *     was restarted
 * @param deadLetters events among the dead letters
 * @param duplicates events whose id was on the topic before
 * @param firstPass decisions of the first pass
 * @param escalated decisions on records that were escalated
 * @param deep decisions of deep
 * @param fallbacks escalated records that the first pass decided after all
 * @param meanPasses mean number of passes of a deep decision
 * @param seconds time from the first event to the last decision
 * @param eventsPerSecond events over that time
 * @param outcomes number of decisions by outcome
 * @param reasons number of decisions by source and reason
 * @param alarms number of alarms by kind and status; none where the use case has no alarms
 * @param examples deep decisions worth a look
 * @param ledger the decisions
 */
public record DemoResult(
        @JsonProperty("events") long events,
        @JsonProperty("decisions") long decisions,
        @JsonProperty("repeated_decisions") long repeatedDecisions,
        @JsonProperty("dead_letters") long deadLetters,
        @JsonProperty("duplicates") long duplicates,
        @JsonProperty("first_pass") long firstPass,
        @JsonProperty("escalated") long escalated,
        @JsonProperty("deep") long deep,
        @JsonProperty("fallbacks") long fallbacks,
        @JsonProperty("mean_passes") double meanPasses,
        @JsonProperty("seconds") double seconds,
        @JsonProperty("events_per_second") double eventsPerSecond,
        @JsonProperty("outcomes") Map<String, Long> outcomes,
        @JsonProperty("reasons") Map<String, Long> reasons,
        @JsonProperty("alarms") @JsonInclude(JsonInclude.Include.NON_EMPTY)
                Map<String, Long> alarms,
        @JsonIgnore List<Decision> examples,
        @JsonIgnore Ledger ledger) {

    /** The examples as they are on the topic. */
    @JsonProperty("examples")
    public List<JsonNode> exampleRecords() {
        return examples.stream().map(DecisionJson::of).toList();
    }

    /** Whether nothing was lost and nothing invented. */
    @JsonProperty("reconciled")
    public boolean reconciled() {
        return events == decisions + deadLetters + duplicates
                && decisions == firstPass + deep + fallbacks
                && escalated == deep + fallbacks;
    }
}
