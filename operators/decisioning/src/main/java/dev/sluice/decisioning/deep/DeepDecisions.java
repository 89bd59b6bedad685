// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionReason;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.FeatureHash;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.decisioning.event.TraceStep;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.inference.ModelBackend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * From the progress of a deliberation to a decision of the ledger.
 *
 * <p>Immutable and thread-safe.
 */
public final class DeepDecisions {

    private final String modelVersion;
    private final String device;
    private final String natives;
    private final Policy policy;
    private final String strategy;
    private final int passesAllowed;

    /** Decisions of a model, a policy and a strategy. */
    public DeepDecisions(ModelBackend model, Policy policy, Strategy strategy) {
        this.modelVersion = model.manifest().version();
        this.device = model.device().label();
        this.natives = model.device().natives();
        this.policy = policy;
        this.strategy = strategy.name();
        this.passesAllowed = strategy.maxPasses();
    }

    /** The deep decision at the end of a deliberation. */
    public Decision deep(Escalation escalation, Progress progress, Decision.Timings timings) {
        FeaturizedEvent event = escalation.scored().event();
        return new Decision(
                event.eventId(),
                1,
                event.entityKey(),
                event.eventTimeMs(),
                new Decision.Verdict(
                        progress.probability(),
                        progress.low(),
                        progress.high(),
                        policy.thresholds(event.stake()).outcome(progress.probability())),
                DecisionSource.DEEP,
                DecisionReason.of(escalation.reason()),
                escalation.appraisal(progress.deviation()),
                effort(progress, progress.stopReason()),
                versions(escalation, FeatureHash.of(event.features(), event.context())),
                timings,
                progress.trace());
    }

    /**
     * The fallback of a record that the deadline met in the middle of its passes: the answer of the
     * first pass, with the passes so far in effort and trace.
     */
    public Decision interrupted(
            Escalation escalation, Progress progress, Decision.Timings timings) {
        Decision fallback = escalation.fallback();
        Decision.Versions first = fallback.versions();
        return stand(
                fallback,
                DecisionReason.DEADLINE,
                effort(progress, "deadline"),
                new Decision.Versions(
                        first.firstPassModel(),
                        modelVersion,
                        first.policy(),
                        first.price(),
                        PassSeed.forModel(escalation, modelVersion),
                        first.featureHash(),
                        first.device(),
                        first.natives()),
                timings,
                progress.trace());
    }

    /** The fallback of a record that deep did not get to: exactly the answer of the first pass. */
    public static Decision fallback(
            Escalation escalation, DecisionReason reason, Decision.Timings timings) {
        Decision fallback = escalation.fallback();
        return stand(
                fallback,
                reason,
                fallback.effort(),
                fallback.versions(),
                timings,
                fallback.trace());
    }

    /**
     * A deep decision as it is when another gate sends the same record to the same model: thinking
     * does not look at why a record was escalated, it only tells so.
     *
     * @param escalation the record, under a policy of equal costs and calibrations
     * @param judged what deep decided when the record came for another reason
     */
    public static Decision escalatedAs(Escalation escalation, Decision judged) {
        Decision.Versions versions = judged.versions();
        List<TraceStep> trace = new ArrayList<>(judged.trace());
        trace.set(0, Traces.firstPass(escalation));
        return new Decision(
                judged.eventId(),
                judged.revision(),
                judged.entityKey(),
                judged.eventTimeMs(),
                judged.verdict(),
                judged.source(),
                DecisionReason.of(escalation.reason()),
                escalation.appraisal(judged.appraisal().uncertainty()),
                judged.effort(),
                new Decision.Versions(
                        versions.firstPassModel(),
                        versions.deepModel(),
                        escalation.policyVersion(),
                        escalation.price(),
                        versions.seed(),
                        versions.featureHash(),
                        versions.device(),
                        versions.natives()),
                judged.timings(),
                Collections.unmodifiableList(trace));
    }

    /** The timings of the first pass and of deep together. */
    public static Decision.Timings timings(
            Escalation escalation,
            long queueMicros,
            long batchMicros,
            long inferenceMicros,
            long deviceMicros) {
        ScoredEvent first = escalation.scored();
        return new Decision.Timings(
                queueMicros,
                first.batchMicros() + batchMicros,
                first.inferenceMicros() + inferenceMicros,
                deviceMicros);
    }

    private Decision.Effort effort(Progress progress, String stopReason) {
        return new Decision.Effort(progress.passes(), passesAllowed, stopReason, strategy);
    }

    private Decision.Versions versions(Escalation escalation, long featureHash) {
        return new Decision.Versions(
                escalation.scored().modelVersion(),
                modelVersion,
                policy.version(),
                escalation.price(),
                PassSeed.forModel(escalation, modelVersion),
                featureHash,
                device,
                natives);
    }

    private static Decision stand(
            Decision fallback,
            DecisionReason reason,
            Decision.Effort effort,
            Decision.Versions versions,
            Decision.Timings timings,
            List<TraceStep> trace) {
        return new Decision(
                fallback.eventId(),
                fallback.revision(),
                fallback.entityKey(),
                fallback.eventTimeMs(),
                fallback.verdict(),
                DecisionSource.FALLBACK,
                reason,
                fallback.appraisal(),
                effort,
                versions,
                timings,
                trace);
    }
}
