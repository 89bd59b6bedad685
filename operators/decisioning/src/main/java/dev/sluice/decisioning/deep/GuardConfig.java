// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * When a model counts as lost, and when it is tried again.
 *
 * @param hangTimeout time after which a model call that has not returned counts as hanging; zero
 *     for never
 * @param breakerFailures batches that fail one after the other until the model is left alone
 * @param breakerPause how long it is left alone until one batch probes it
 */
public record GuardConfig(Duration hangTimeout, int breakerFailures, Duration breakerPause)
        implements Serializable {

    /** The defaults. */
    public static final GuardConfig DEFAULT =
            new GuardConfig(Duration.ofSeconds(10), 5, Duration.ofSeconds(5));

    /** Refuses values that cannot be kept. */
    public GuardConfig {
        Objects.requireNonNull(hangTimeout, "deep.watchdog.timeout");
        Objects.requireNonNull(breakerPause, "deep.breaker.pause");
        OptionCheck.require(
                !hangTimeout.isNegative(),
                "deep.watchdog.timeout",
                hangTimeout.toMillis() + " ms",
                "a duration such as 10 s, or 0 for none");
        OptionCheck.require(
                breakerFailures >= 1, "deep.breaker.failures", breakerFailures, "at least 1");
        OptionCheck.require(
                breakerPause.toMillis() >= 1,
                "deep.breaker.pause",
                breakerPause.toMillis() + " ms",
                "a duration such as 5 s");
    }
}
