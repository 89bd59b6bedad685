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
                        policy.thresholds().outcome(progress.probability())),
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

    /** The timings of the first pass and of deep together. */
    public static Decision.Timings timings(
            Escalation escalation, long queueMicros, long batchMicros, long inferenceMicros) {
        ScoredEvent first = escalation.scored();
        return new Decision.Timings(
                queueMicros,
                first.batchMicros() + batchMicros,
                first.inferenceMicros() + inferenceMicros);
    }

    private Decision.Effort effort(Progress progress, String stopReason) {
        return new Decision.Effort(progress.passes(), passesAllowed, stopReason, strategy);
    }

    private Decision.Versions versions(Escalation escalation, long featureHash) {
        return new Decision.Versions(
                escalation.scored().modelVersion(),
                modelVersion,
                policy.version(),
                0,
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
