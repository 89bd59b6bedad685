// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.event;

/**
 * An event with the answer of the first pass.
 *
 * @param event the event
 * @param rawProbability probability as the model gave it
 * @param probability calibrated probability
 * @param novelty share of the training data that looked less unusual, 0 to 1
 * @param modelVersion version of the first-pass model
 * @param batchMicros time that the record waited for its batch, microseconds
 * @param inferenceMicros time of the model call, microseconds
 * @param device kind of device that the model ran on
 * @param natives build of the native library that it ran on
 */
public record ScoredEvent(
        FeaturizedEvent event,
        float rawProbability,
        double probability,
        float novelty,
        String modelVersion,
        long batchMicros,
        long inferenceMicros,
        String device,
        String natives) {}
