// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.release;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * How a job handles releases.
 *
 * @param job name of the job, under which its subtasks report
 * @param firstPass name of the model on every event
 * @param deep name of the model on some
 * @param prepareTimeout longest time until all subtasks have loaded a version
 * @param rollback when a version is taken back by itself
 */
public record ReleaseConfig(
        String job, String firstPass, String deep, Duration prepareTimeout, RollbackRules rollback)
        implements Serializable {

    /** Refuses missing parts, and a time that no load could keep. */
    public ReleaseConfig {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(firstPass, "firstPass");
        Objects.requireNonNull(deep, "deep");
        Objects.requireNonNull(rollback, "rollback");
        if (prepareTimeout.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "models.releases.prepare-timeout is "
                            + prepareTimeout
                            + "; expected more than 0, such as 2 min");
        }
    }
}
