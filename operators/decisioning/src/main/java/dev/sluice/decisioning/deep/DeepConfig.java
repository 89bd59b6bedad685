// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.deep;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * How long deep thinks, what waits for it, and how it deals with a model that fails.
 *
 * @param thinking how a record is thought about; the only part that its answer depends on
 * @param queue what waits for a place
 * @param guard when a model counts as lost
 * @param deadline time from the gate after which the first pass stands; zero for none
 * @param maxBatchRows most rows of one model call
 */
public record DeepConfig(
        ThinkingConfig thinking,
        QueueConfig queue,
        GuardConfig guard,
        Duration deadline,
        int maxBatchRows)
        implements Serializable {

    /** Batches in flight, so that those of each step are full although few records are at it. */
    private static final int BATCHES_IN_FLIGHT = 2;

    /** The defaults. */
    public static final DeepConfig DEFAULT =
            new DeepConfig(
                    ThinkingConfig.DEFAULT,
                    QueueConfig.DEFAULT,
                    GuardConfig.DEFAULT,
                    Duration.ofMillis(250),
                    256);

    /** Refuses values that cannot be kept. */
    public DeepConfig {
        Objects.requireNonNull(thinking, "deep.strategy");
        Objects.requireNonNull(queue, "deep.queue");
        Objects.requireNonNull(guard, "deep.watchdog");
        Objects.requireNonNull(deadline, "deep.deadline");
        OptionCheck.require(
                !deadline.isNegative(),
                "deep.deadline",
                deadline.toMillis() + " ms",
                "a duration such as 250 ms, or 0 for none");
        OptionCheck.require(
                deadline.isZero() || queue.maxDelay().compareTo(deadline) < 0,
                "deep.batch.max-delay",
                queue.maxDelay().toMillis() + " ms",
                "less than deep.deadline (" + deadline.toMillis() + " ms)");
        OptionCheck.require(maxBatchRows >= 1, "deep.batch.max-rows", maxBatchRows, "at least 1");
    }

    /** Most records that one engine thinks about at a time. */
    public int recordsInFlight() {
        return Math.multiplyExact(BATCHES_IN_FLIGHT, maxBatchRows);
    }

    /** Whether the first pass stands after a time. */
    public boolean hasDeadline() {
        return !deadline.isZero();
    }

    /** The same without a deadline, as a reproducible run needs it. */
    public DeepConfig withoutDeadline() {
        return withDeadline(Duration.ZERO);
    }

    /** The same with another deadline. */
    public DeepConfig withDeadline(Duration other) {
        return new DeepConfig(thinking, queue, guard, other, maxBatchRows);
    }

    /** The same with another way of thinking. */
    public DeepConfig withThinking(ThinkingConfig other) {
        return new DeepConfig(other, queue, guard, deadline, maxBatchRows);
    }

    /** The same with another queue. */
    public DeepConfig withQueue(QueueConfig other) {
        return new DeepConfig(thinking, other, guard, deadline, maxBatchRows);
    }

    /** The same with another guard. */
    public DeepConfig withGuard(GuardConfig other) {
        return new DeepConfig(thinking, queue, other, deadline, maxBatchRows);
    }

    /** The same with batches of another size. */
    public DeepConfig withMaxBatchRows(int rows) {
        return new DeepConfig(thinking, queue, guard, deadline, rows);
    }
}
