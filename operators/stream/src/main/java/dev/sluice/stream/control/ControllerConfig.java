// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.control;

import dev.sluice.decisioning.control.CatchUpConfig;

import java.io.Serializable;
import java.time.Duration;

/**
 * How the controller of the gate works.
 *
 * @param interval time between two looks at what to issue
 * @param catchUp what is spent while the job is behind
 */
public record ControllerConfig(Duration interval, CatchUpConfig catchUp) implements Serializable {

    /** Refuses an interval that no timer has. */
    public ControllerConfig {
        if (interval.toMillis() < 1) {
            throw new IllegalArgumentException(
                    ControllerOptions.INTERVAL.key()
                            + " is "
                            + interval
                            + "; expected 1 ms or more, such as 10 s");
        }
    }
}
