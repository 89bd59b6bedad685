// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.firstpass;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * How the first pass forms its batches.
 *
 * @param maxSize most records of a batch
 * @param maxDelay longest time that a record waits for its batch; zero scores each record at once
 */
public record FirstPassConfig(int maxSize, Duration maxDelay) implements Serializable {

    /** Refuses batches that could never be run. */
    public FirstPassConfig {
        Objects.requireNonNull(maxDelay, FirstPassOptions.MAX_DELAY.key());
        if (maxSize < 1) {
            throw new IllegalArgumentException(
                    FirstPassOptions.MAX_SIZE.key() + " is " + maxSize + "; expected at least 1");
        }
        if (maxDelay.isNegative()) {
            throw new IllegalArgumentException(
                    FirstPassOptions.MAX_DELAY.key()
                            + " is "
                            + maxDelay.toMillis()
                            + " ms; expected 0 or more");
        }
    }
}
