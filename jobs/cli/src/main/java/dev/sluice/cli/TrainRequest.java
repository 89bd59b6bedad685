// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a user may say about a training; the rest are the defaults of the use case.
 *
 * @param from start of the range
 * @param to its end, exclusive
 * @param seed seed of the training
 * @param pretraining how long before the range events serve without their labels
 * @param causeWeight weight of the task to tell what is behind a bad event
 */
record TrainRequest(
        Instant from,
        Instant to,
        long seed,
        Optional<Duration> pretraining,
        OptionalDouble causeWeight) {

    /** A range with all defaults. */
    static TrainRequest of(Instant from, Instant to, long seed) {
        return new TrainRequest(from, to, seed, Optional.empty(), OptionalDouble.empty());
    }
}
