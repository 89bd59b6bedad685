// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.event;

import dev.sluice.decisioning.privacy.LoggedIdentifiers;

import java.util.List;

/**
 * What was decided about one event: the ledger, enough to replay it and to explain it.
 *
 * @param eventId id of the event
 * @param revision 0 for first pass, fallback and provisional, 1 for deep
 * @param entityKey entity of the event
 * @param eventTimeMs when the event happened, milliseconds since the epoch, UTC
 * @param verdict the answer
 * @param source who decided
 * @param reason why this source
 * @param appraisal how the gate saw the record
 * @param effort what was spent on it
 * @param versions what made the decision
 * @param timings where the time went
 * @param trace steps of the reasoning, in order
 */
public record Decision(
        String eventId,
        int revision,
        String entityKey,
        long eventTimeMs,
        Verdict verdict,
        DecisionSource source,
        DecisionReason reason,
        Appraisal appraisal,
        Effort effort,
        Versions versions,
        Timings timings,
        List<TraceStep> trace) {

    /**
     * The answer.
     *
     * @param probability calibrated probability that the event is bad
     * @param low lower end of its interval
     * @param high upper end of its interval
     * @param outcome what to do
     */
    public record Verdict(double probability, double low, double high, Outcome outcome) {}

    /**
     * How the gate saw the record.
     *
     * @param escalation why it was escalated; the empty string if it was not
     * @param uncertainty first pass: 0 certain to 1 at an outcome threshold; deep: standard
     *     deviation over the passes
     * @param novelty share of the training data that looked less unusual
     * @param stake what is at stake
     * @param value value of a deep look, by the objective of the gate
     * @param inclusionProbability probability with which a record like this is escalated: 1 if it
     *     is certain, else that of an audit
     * @param firstPassProbability calibrated probability of the first pass
     * @param firstPassOutcome what the first pass would do
     * @param chance chance, as the gate saw it, that a deep look changes the outcome
     */
    public record Appraisal(
            String escalation,
            double uncertainty,
            double novelty,
            long stake,
            double value,
            double inclusionProbability,
            double firstPassProbability,
            Outcome firstPassOutcome,
            double chance) {}

    /**
     * What was spent on a decision.
     *
     * @param passesUsed deep passes that were run
     * @param passesAllowed deep passes that were allowed
     * @param stopReason why the passes ended, empty without deep
     * @param strategy deep strategy, empty without deep
     */
    public record Effort(int passesUsed, int passesAllowed, String stopReason, String strategy) {

        /** No deep look. */
        public static final Effort NONE = new Effort(0, 0, "", "");
    }

    /**
     * What made a decision.
     *
     * @param firstPassModel version of the first-pass model
     * @param deepModel version of the deep model, empty without deep
     * @param policy version of the policy
     * @param price price of compute at the gate
     * @param seed seed of the stochastic passes, 0 without deep
     * @param featureHash {@link FeatureHash} of what was judged
     * @param device kind of device of the model that decided
     * @param natives build of the native library of the model that decided
     */
    public record Versions(
            String firstPassModel,
            String deepModel,
            String policy,
            double price,
            long seed,
            long featureHash,
            String device,
            String natives) {}

    /**
     * Where the time went, microseconds.
     *
     * @param queueMicros waiting in queues
     * @param batchMicros waiting for a batch to fill
     * @param inferenceMicros model calls that the record was part of
     * @param deviceMicros what the record cost the device of the deep model: its share of the rows
     *     of each call
     */
    public record Timings(
            long queueMicros, long batchMicros, long inferenceMicros, long deviceMicros) {}

    /** For logs: identifiers as they may appear there. */
    @Override
    public String toString() {
        return "Decision[event "
                + LoggedIdentifiers.of(eventId)
                + " of "
                + LoggedIdentifiers.of(entityKey)
                + ", revision "
                + revision
                + ", "
                + verdict
                + ", "
                + source
                + ", "
                + reason
                + "]";
    }
}
