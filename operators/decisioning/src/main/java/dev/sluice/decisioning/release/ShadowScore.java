// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.release;

import dev.sluice.decisioning.event.Outcome;

/**
 * What a version on trial says of a record, beside what is decided.
 *
 * @param eventId id of the event
 * @param entityKey entity of the event
 * @param eventTimeMs when the event happened, milliseconds since the epoch
 * @param model which model
 * @param version the version on trial
 * @param mode what it is tried as
 * @param probability its calibrated probability
 * @param outcome what it would decide
 * @param liveVersion the live version
 * @param liveProbability calibrated probability of that; NaN where the decision alone has it
 * @param liveOutcome what that would decide; CLEAR where the decision alone has it
 * @param policy version of the policy
 */
public record ShadowScore(
        String eventId,
        String entityKey,
        long eventTimeMs,
        String model,
        String version,
        ReleaseMode mode,
        double probability,
        Outcome outcome,
        String liveVersion,
        double liveProbability,
        Outcome liveOutcome,
        String policy) {}
