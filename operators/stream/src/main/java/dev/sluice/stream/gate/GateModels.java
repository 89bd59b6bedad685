// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.gate;

import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.decisioning.gate.Policy;
import dev.sluice.decisioning.release.ModelLine;
import dev.sluice.decisioning.release.Release;
import dev.sluice.decisioning.release.ReleaseMode;
import dev.sluice.decisioning.release.Trial;
import dev.sluice.stream.model.ModelStore;

import java.util.Optional;

/**
 * What the versions of the models mean to the gate: which one deep is asked for, and whose
 * calibration an answer of the first pass has. Made anew with each control message. Not
 * thread-safe.
 */
final class GateModels {

    private final Policy policy;
    private final String deepVersion;
    private final Trial deepTrial;
    private final String tried;
    private final Policy triedPolicy;

    private GateModels(
            Policy policy, String deepVersion, Trial deepTrial, String tried, Policy triedPolicy) {
        this.policy = policy;
        this.deepVersion = deepVersion;
        this.deepTrial = deepTrial;
        this.tried = tried;
        this.triedPolicy = triedPolicy;
    }

    /**
     * What holds.
     *
     * @param initialDeep version of the deep model that the job started with
     */
    static GateModels of(GateControl control, String initialDeep) {
        Policy policy = control.policy();
        Optional<ModelLine> deep = control.line(ModelStore.DEEP);
        Optional<Release> tried =
                control.line(ModelStore.FIRST_PASS).flatMap(ModelLine::trial).map(Trial::release);
        return new GateModels(
                policy,
                deep.map(ModelLine::live)
                        .filter(live -> !live.startedWith())
                        .map(Release::version)
                        .orElse(initialDeep),
                deep.flatMap(ModelLine::trial).orElse(null),
                tried.map(Release::version).orElse(""),
                tried.map(release -> policy.withFirstPass(release.policy().firstPass()))
                        .orElse(policy));
    }

    /** The policy with the calibration of whoever scored a record. */
    Policy policyOf(ScoredEvent scored) {
        return !tried.isEmpty() && scored.modelVersion().equals(tried) ? triedPolicy : policy;
    }

    /** The version of deep that decides about an entity. */
    String deepFor(String entityKey) {
        return deepTrial != null && deepTrial.decides(entityKey)
                ? deepTrial.release().version()
                : deepVersion;
    }

    /** The version of deep that is asked besides, or null. */
    String shadowFor(String entityKey) {
        return deepTrial != null
                        && deepTrial.mode() == ReleaseMode.SHADOW
                        && deepTrial.takes(entityKey)
                ? deepTrial.release().version()
                : null;
    }
}
