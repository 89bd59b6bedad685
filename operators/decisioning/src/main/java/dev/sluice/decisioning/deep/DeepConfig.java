// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * How long deep thinks, how sure it has to be, and how much waits for it.
 *
 * @param strategy way of thinking
 * @param maxPasses most passes over one record
 * @param minPasses fewest passes before the stop rule is asked, at least 2
 * @param confidence confidence of the interval that the stop rule looks at, between 0 and 1
 * @param deadline time from the gate after which the first pass stands; zero for none
 * @param queueCapacity most escalations that wait for a place; what comes on top is shed
 * @param maxBatchRows most rows of one model call
 */
public record DeepConfig(
        StrategyKind strategy,
        int maxPasses,
        int minPasses,
        double confidence,
        Duration deadline,
        int queueCapacity,
        int maxBatchRows)
        implements Serializable {

    /** The defaults. */
    public static final DeepConfig DEFAULT =
            new DeepConfig(
                    StrategyKind.MONTE_CARLO, 32, 4, 0.99, Duration.ofMillis(250), 1024, 256);

    /** Refuses values that cannot be kept. */
    public DeepConfig {
        Objects.requireNonNull(strategy, "deep.strategy");
        Objects.requireNonNull(deadline, "deep.deadline");
        check(
                minPasses >= 2,
                "deep.min-passes",
                minPasses,
                "at least 2: one pass has no spread to judge by");
        check(
                maxPasses >= minPasses,
                "deep.max-passes",
                maxPasses,
                "at least deep.min-passes, which is " + minPasses);
        check(
                confidence > 0 && confidence < 1,
                "deep.confidence",
                confidence,
                "a number between 0 and 1, such as 0.99");
        check(
                !deadline.isNegative(),
                "deep.deadline",
                deadline.toMillis() + " ms",
                "a duration such as 250 ms, or 0 for none");
        check(queueCapacity >= 1, "deep.queue.capacity", queueCapacity, "at least 1");
        check(maxBatchRows >= 1, "deep.batch.max-rows", maxBatchRows, "at least 1");
    }

    /** Whether the first pass stands after a time. */
    public boolean hasDeadline() {
        return !deadline.isZero();
    }

    /** The same without a deadline, as a reproducible run needs it. */
    public DeepConfig withoutDeadline() {
        return new DeepConfig(
                strategy,
                maxPasses,
                minPasses,
                confidence,
                Duration.ZERO,
                queueCapacity,
                maxBatchRows);
    }

    private static void check(boolean holds, String key, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(key + " is " + value + "; expected " + expected);
        }
    }
}
