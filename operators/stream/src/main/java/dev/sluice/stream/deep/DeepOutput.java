// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.deep;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.release.ModelStatus;
import dev.sluice.decisioning.release.ShadowScore;

import java.util.Objects;

/**
 * What leaves deep: exactly one of the three is present.
 *
 * @param decision a decision, or null
 * @param status what happened to a version of the model, or null
 * @param shadow what a version in the shadow says, or null
 */
public record DeepOutput(Decision decision, ModelStatus status, ShadowScore shadow) {

    static DeepOutput of(Decision decision) {
        return new DeepOutput(Objects.requireNonNull(decision, "decision"), null, null);
    }

    static DeepOutput of(ModelStatus status) {
        return new DeepOutput(null, Objects.requireNonNull(status, "status"), null);
    }

    static DeepOutput of(ShadowScore shadow) {
        return new DeepOutput(null, null, Objects.requireNonNull(shadow, "shadow"));
    }
}
