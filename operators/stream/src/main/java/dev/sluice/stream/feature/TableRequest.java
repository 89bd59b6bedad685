// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;

/**
 * Which rows of a feature table are wanted, and what may be used to compute them.
 *
 * @param from time of the first event
 * @param to time after the last event
 * @param parallelism threads to use
 * @param scratch an existing folder for temporary files, about 1 kB an event
 */
public record TableRequest(Instant from, Instant to, int parallelism, Path scratch) {

    /** Refuses empty ranges. */
    public TableRequest {
        Objects.requireNonNull(scratch, "scratch");
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "The range from " + from + " to " + to + " is empty; expected from < to.");
        }
        if (parallelism < 1) {
            throw new IllegalArgumentException(
                    "Parallelism is " + parallelism + "; expected at least 1.");
        }
    }
}
