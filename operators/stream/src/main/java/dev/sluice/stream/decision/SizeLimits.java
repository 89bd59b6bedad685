// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.event.DeadLetter;
import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.TraceStep;
import dev.sluice.stream.deadletter.ValueHash;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Makes records small enough for the topic, losing the least useful parts first: a record that
 * Kafka refuses for its size would stop the job, again and again.
 */
final class SizeLimits {

    /** What is left of a text in the worst case; a decision has fewer than twenty. */
    private static final int SHORT_TEXT = 200;

    /** What is left of the bytes of a dead letter in the worst case, of each part. */
    private static final int SHORT_BYTES = 1024;

    private SizeLimits() {}

    /** The same decision with one step in the place of its trace. */
    static Decision withoutTrace(Decision decision, int bytes) {
        TraceStep left =
                new TraceStep(
                        "truncated",
                        "",
                        "the decision had "
                                + bytes
                                + " bytes with its "
                                + decision.trace().size()
                                + " steps, too many for one record",
                        decision.verdict().probability(),
                        decision.verdict().probability(),
                        Map.of());
        return with(decision, List.of(left));
    }

    /** The same decision with all texts cut, its ids included. */
    static Decision shortened(Decision decision) {
        Decision.Effort effort = decision.effort();
        Decision.Versions versions = decision.versions();
        Decision.Appraisal appraisal = decision.appraisal();
        return new Decision(
                cut(decision.eventId()),
                decision.revision(),
                cut(decision.entityKey()),
                decision.eventTimeMs(),
                decision.verdict(),
                decision.source(),
                decision.reason(),
                new Decision.Appraisal(
                        cut(appraisal.escalation()),
                        appraisal.uncertainty(),
                        appraisal.novelty(),
                        appraisal.stake(),
                        appraisal.value(),
                        appraisal.inclusionProbability(),
                        appraisal.firstPassProbability(),
                        appraisal.firstPassOutcome(),
                        appraisal.chance()),
                new Decision.Effort(
                        effort.passesUsed(),
                        effort.passesAllowed(),
                        cut(effort.stopReason()),
                        cut(effort.strategy())),
                new Decision.Versions(
                        cut(versions.firstPassModel()),
                        cut(versions.deepModel()),
                        cut(versions.policy()),
                        versions.price(),
                        versions.seed(),
                        versions.featureHash(),
                        cut(versions.device()),
                        cut(versions.natives())),
                decision.timings(),
                decision.trace());
    }

    /** The same dead letter with little of its bytes, and the hash of what they were. */
    static DeadLetter shortened(DeadLetter letter) {
        byte[] value = letter.value();
        boolean whole = value != null && value.length == letter.valueLength();
        return new DeadLetter(
                letter.topic(),
                letter.partition(),
                letter.offset(),
                letter.kafkaTimestampMs(),
                cut(letter.key()),
                cut(value),
                letter.valueLength(),
                whole && value.length > SHORT_BYTES ? ValueHash.of(value) : letter.valueSha256(),
                List.of(),
                letter.stage(),
                letter.reason(),
                cut(letter.detail()),
                letter.deadAtMs());
    }

    private static Decision with(Decision decision, List<TraceStep> trace) {
        return new Decision(
                decision.eventId(),
                decision.revision(),
                decision.entityKey(),
                decision.eventTimeMs(),
                decision.verdict(),
                decision.source(),
                decision.reason(),
                decision.appraisal(),
                decision.effort(),
                decision.versions(),
                decision.timings(),
                trace);
    }

    private static String cut(String text) {
        return text == null || text.length() <= SHORT_TEXT
                ? text
                : text.substring(0, SHORT_TEXT) + "…";
    }

    private static byte[] cut(byte[] bytes) {
        return bytes == null || bytes.length <= SHORT_BYTES
                ? bytes
                : Arrays.copyOf(bytes, SHORT_BYTES);
    }
}
